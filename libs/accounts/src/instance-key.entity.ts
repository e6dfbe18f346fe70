import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A secret that a demo made for itself. In production secrets come from the environment. */
@Entity()
export class InstanceKey {
  @PrimaryColumn('text')
  name!: string;

  /** Base64url. */
  @Column('text')
  value!: string;
}
