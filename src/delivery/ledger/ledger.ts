/** `Type/id` with the id WE gave the resource: opaque, the same for ever. */
export type ResourceKey = string;

/** Where a resource of ours is on one server. */
export interface KnownResource {
  readonly key: ResourceKey;
  readonly type: string;
  /** The server's id. */
  readonly id: string;
  readonly versionId?: string;
}

/** Our keys ↔ the ids a server chose. One per target: two servers never share an id. */
export interface Ledger {
  known(target: string, keys: readonly ResourceKey[]): Promise<ReadonlyMap<ResourceKey, KnownResource>>;
  record(target: string, resources: readonly KnownResource[]): Promise<void>;
  /** They are no longer on the server. */
  forget(target: string, keys: readonly ResourceKey[]): Promise<void>;
}
