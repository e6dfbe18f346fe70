import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** One version of a checklist. A running checklist keeps the version it started with. */
@Entity()
@Unique(['key', 'version'])
export class ChecklistTemplate {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  key!: string;

  @Column('int')
  version!: number;

  @Column('text')
  nameEs!: string;

  @Column('text')
  source!: string;

  @Column('text')
  note!: string;
}

/** A step is addressed by its key; its position is data. */
@Entity()
@Unique(['templateId', 'key'])
export class ChecklistStep {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  templateId!: string;

  @ManyToOne(() => ChecklistTemplate, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'template_id' })
  template?: ChecklistTemplate;

  @Column('text')
  key!: string;

  @Column('int')
  position!: number;

  @Column('text')
  titleEs!: string;

  /** "reconstructed": the title is ours, because the source lost it. */
  @Column('text')
  titleOrigin!: 'source' | 'reconstructed';

  @Column('text')
  positionOrigin!: 'certain' | 'inferred';

  /** Institution: done once by the GAD and reused. Application: done for each one. */
  @Column('text')
  scope!: 'institution' | 'application';

  @Column('text')
  purposeEs!: string;
}

@Entity()
@Unique(['stepId', 'code'])
export class ChecklistTask {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  stepId!: string;

  @ManyToOne(() => ChecklistStep, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'step_id' })
  step?: ChecklistStep;

  @Column('text')
  code!: string;

  @Column('text')
  titleEs!: string;

  @Column('text')
  required!: 'yes' | 'no' | 'conditional';

  /** The document that proves it, if any. */
  @Column('text', { nullable: true })
  evidence!: string | null;

  /** Calendar days before the deadline; null when it has no date of its own. */
  @Column('int', { nullable: true })
  daysBefore!: number | null;

  @Column('boolean')
  afterAward!: boolean;
}
