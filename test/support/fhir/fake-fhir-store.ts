import { type Bundle, type BundleEntry, type Resource } from '@medplum/fhirtypes';

export interface StoreOptions {
  /** False: a PUT of an unknown id is refused, as Medplum does. */
  readonly clientIds: boolean;
  /** True: a reference to what is not there is refused. */
  readonly checksReferences: boolean;
}

export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

interface Stored {
  readonly resource: Resource;
  readonly version: number;
}

/** R4 transactions in memory, as strict as the strictest server: what it takes, the others take. */
export class FakeFhirStore {
  readonly rows = new Map<string, Stored>();
  #next = 1;

  constructor(readonly options: StoreOptions) {}

  get(type: string, id: string): Resource | undefined {
    return this.rows.get(`${type}/${id}`)?.resource;
  }

  all(type: string): Resource[] {
    return [...this.rows.values()].map(({ resource }) => resource).filter((one) => one.resourceType === type);
  }

  /** Puts something there as another system would; returns its id. */
  add(resource: Resource): string {
    const id = resource.id ?? this.#newId();
    this.rows.set(`${resource.resourceType}/${id}`, { resource: { ...resource, id }, version: 1 });
    return id;
  }

  remove(type: string, id: string): void {
    this.rows.delete(`${type}/${id}`);
  }

  search(type: string, query: string): Resource[] {
    const [[name = '', value = ''] = []] = [...new URLSearchParams(query)];
    return this.all(type).filter((resource) => tokensOf(resource, name).includes(value));
  }

  /** All or nothing. */
  transact(bundle: Bundle): Bundle {
    if (bundle.resourceType !== 'Bundle' || bundle.type !== 'transaction')
      throw new Refusal(400, 'structure');
    const before = new Map(this.rows);
    try {
      const entries = bundle.entry ?? [];
      const places = entries.map((entry) => this.#place(entry));
      const moved = new Map(
        entries.flatMap(({ fullUrl }, index) =>
          fullUrl ? [[fullUrl, places[index]?.key ?? ''] as const] : [],
        ),
      );
      const entry = entries.map((one, index) => this.#write(one, places[index]!, moved));
      if (this.options.checksReferences) this.#checkReferences();
      return { resourceType: 'Bundle', type: 'transaction-response', entry };
    } catch (error) {
      this.rows.clear();
      for (const [key, row] of before) this.rows.set(key, row);
      throw error;
    }
  }

  #newId(): string {
    return `srv-${this.#next++}`;
  }

  #place({ request, resource }: BundleEntry): { key: string; keep: boolean } {
    const type = resource?.resourceType ?? '';
    const [path = '', query] = (request?.url ?? '').split('?');
    if (request?.method === 'POST' && path === type) {
      const matches = request.ifNoneExist ? this.search(type, request.ifNoneExist) : [];
      if (matches.length > 1) throw new Refusal(412, 'multiple-matches');
      return { key: `${type}/${matches[0]?.id ?? this.#newId()}`, keep: matches.length === 1 };
    }
    if (request?.method !== 'PUT' || request.ifNoneExist !== undefined) throw new Refusal(400, 'structure');
    if (query !== undefined) {
      const matches = this.search(type, query);
      if (path !== type || resource?.id !== undefined) throw new Refusal(400, 'value');
      if (matches.length > 1) throw new Refusal(412, 'multiple-matches');
      return { key: `${type}/${matches[0]?.id ?? this.#newId()}`, keep: false };
    }
    if (path !== `${type}/${resource?.id}`) throw new Refusal(400, 'value');
    if (!this.options.clientIds && !this.rows.has(path)) throw new Refusal(404, 'not-found');
    return { key: path, keep: false };
  }

  #write(
    { resource }: BundleEntry,
    { key, keep }: { key: string; keep: boolean },
    moved: ReadonlyMap<string, string>,
  ): BundleEntry {
    const before = this.rows.get(key);
    const version = keep ? (before?.version ?? 1) : (before?.version ?? 0) + 1;
    if (!keep) {
      const text = JSON.stringify({ ...resource, id: key.split('/')[1] });
      const resolved = [...moved].reduce((all, [from, to]) => all.replaceAll(`"${from}"`, `"${to}"`), text);
      this.rows.set(key, { resource: JSON.parse(resolved) as Resource, version });
    }
    return {
      response: {
        status: before ? '200' : '201 Created',
        location: `${key}/_history/${version}`,
        etag: `W/"${version}"`,
      },
    };
  }

  #checkReferences(): void {
    for (const { resource } of this.rows.values()) {
      for (const [, reference] of JSON.stringify(resource).matchAll(/"reference":"([^"]+)"/g)) {
        if (!this.rows.has(reference ?? '')) throw new Refusal(422, 'business-rule');
      }
    }
  }
}

function tokensOf(resource: Resource, name: string): string[] {
  if (name === '_tag') return (resource.meta?.tag ?? []).map(({ system, code }) => `${system}|${code}`);
  const identifiers = 'identifier' in resource ? [resource.identifier].flat() : [];
  return identifiers.flatMap((one) => (one && typeof one === 'object' ? [`${one.system}|${one.value}`] : []));
}
