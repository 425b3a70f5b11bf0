/** Whatever carries text to a channel: a broker's client, wrapped in a line or two. For documents that name no AWS queue. */
export interface Transport {
  send(address: string, body: string): Promise<void>;
}
