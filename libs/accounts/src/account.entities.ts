import { Gad } from '@chasqui/gads';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** A person. What she may do is in her memberships. */
@Entity()
export class Account {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** Lower case. */
  @Column('text', { unique: true })
  email!: string;

  @Column('text')
  name!: string;

  /** Null for people who only use one-time links. */
  @Column('text', { nullable: true })
  passwordHash!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null;
}

/**
 * Curators and admins serve the whole catalogue; the others belong to one GAD. A liaison ("enlace", the focal point of
 * a department) reads what the GAD's people read and changes nothing.
 */
export const ROLES = ['admin', 'curator', 'officer', 'council_member', 'liaison'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that are held in one GAD. */
export const GAD_MEMBER_ROLES = ['officer', 'council_member', 'liaison'] as const satisfies readonly Role[];

/** How people call a role. */
export const MEMBER_ROLE_LABELS: Readonly<Record<Role, string>> = {
  admin: 'administración',
  curator: 'curaduría',
  officer: 'oficial de cooperación',
  council_member: 'miembro del consejo',
  liaison: 'enlace',
};

@Entity()
@Index(['accountId', 'role', 'gadCode'], { unique: true })
export class Membership {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  accountId!: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id' })
  account?: Account;

  @Column('text')
  role!: Role;

  @Column('text', { nullable: true })
  gadCode!: string | null;

  @ManyToOne(() => Gad)
  @JoinColumn({ name: 'gad_code' })
  gad?: Gad | null;
}

/** A signed-in browser. Only the hash of its token is kept. */
@Entity()
export class Session {
  @PrimaryColumn('text')
  tokenHash!: string;

  @Index()
  @Column('uuid')
  accountId!: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id' })
  account?: Account;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;
}

/** A link that signs a person in once. Only the hash of its token is kept. */
@Entity()
export class SignInLink {
  @PrimaryColumn('text')
  tokenHash!: string;

  @Column('uuid')
  accountId!: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id' })
  account?: Account;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  usedAt!: Date | null;
}
