/** The mail server did not take a message, or we cannot know whether it did. */
export class DeliveryFailed extends Error {
  override readonly name = 'DeliveryFailed';
  /** Code of the server's reply, 450; absent when there was none. */
  readonly responseCode?: number;
  /** The server's reply as it came, "450 4.2.1 mailbox busy". */
  readonly response?: string;
  /** What had been asked: "CONN", "AUTH", "MAIL FROM", "RCPT TO", "DATA". */
  readonly command?: string;
  /** The whole message was handed over and no reply came: it may have arrived. */
  readonly mayHaveArrived: boolean;

  constructor(
    message: string,
    facts: {
      readonly responseCode?: number | undefined;
      readonly response?: string | undefined;
      readonly command?: string | undefined;
      readonly mayHaveArrived: boolean;
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause: facts.cause });
    if (facts.responseCode !== undefined) this.responseCode = facts.responseCode;
    if (facts.response !== undefined) this.response = facts.response;
    if (facts.command !== undefined) this.command = facts.command;
    this.mayHaveArrived = facts.mayHaveArrived;
  }
}
