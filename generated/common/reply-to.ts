// Generated from common/reply-to.json. Do not edit.

/** Where the final event is also sent; the target must be on the deployment's allow-list. */
export interface ReplyTo {
  /** Kind of target. */
  type: "eventbridge" | "sqs";
  /** Bus name or ARN, or queue URL. */
  target: string;
}
