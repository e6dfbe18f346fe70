import { Call } from '@chasqui/calls';
import { Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { CalendarFeed } from './calendar-feed.entity.js';

/**
 * A call that the list of a GAD or a search brought into a calendar. Lists drop what closes and what is taken down; a
 * calendar must go on showing it for a while, or its reader would never learn that a date is off.
 */
@Entity()
export class CalendarFeedCall {
  @PrimaryColumn('uuid')
  feedId!: string;

  @ManyToOne(() => CalendarFeed, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'feed_id' })
  feed?: CalendarFeed;

  @PrimaryColumn('uuid')
  callId!: string;

  @ManyToOne(() => Call, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'call_id' })
  call?: Call;
}
