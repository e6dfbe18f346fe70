/** The only source of "now". Injected everywhere, so that deadlines, sessions and retries are testable. */
export abstract class Clock {
  /** The current instant (UTC). */
  abstract now(): Date;
}

export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}

/** A clock that stands still until a test moves it. */
export class FixedClock extends Clock {
  constructor(private instant: Date) {
    super();
  }

  override now(): Date {
    return new Date(this.instant);
  }

  moveTo(instant: Date): void {
    this.instant = instant;
  }
}
