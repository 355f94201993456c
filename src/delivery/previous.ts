import { type Resource } from '@medplum/fhirtypes';
import { ok, type Result } from '../kernel/index.js';
import { repoint } from './fhir/references.js';
import { type Destination } from './fhir/write-bundle.js';
import { type Ledger } from './ledger/ledger.js';
import { type Outbox, type Zone } from './outbox/outbox.js';

export interface Previous {
  /**
   * Every resource ever delivered for a lineage, as it stands on the server now: what a person validated
   * there shows. In our own ids. As we last sent it where the server no longer has it.
   */
  previous(lineage: string, zone: Zone): Promise<Result<readonly Resource[]>>;
}

interface PreviousDeps {
  readonly outbox: Pick<Outbox, 'lastDelivered'>;
  readonly targets: Readonly<Partial<Record<Zone, Destination>>>;
  readonly ledger: Ledger;
}

/** The hospital's, or the same for everybody: what we sent is all that mapping wants of them. */
const NOT_READ_BACK = new Set(['Patient', 'Encounter', 'Device', 'Provenance']);

export function createPrevious({ outbox, targets, ledger }: PreviousDeps): Previous {
  return {
    async previous(lineage, zone) {
      const sent = (await outbox.lastDelivered(lineage, zone)).map(({ resource }) => resource);
      const destination = targets[zone];
      if (!destination || sent.length === 0) return ok(sent);
      const known = await ledger.known(destination.name, sent.map(keyOf));
      const ours = new Map([...known].map(([key, { type, id }]) => [`${type}/${id}`, key]));
      const current: Resource[] = [];
      for (const resource of sent) {
        const place = NOT_READ_BACK.has(resource.resourceType) ? undefined : known.get(keyOf(resource));
        const read = place ? await destination.target.read(place.type, place.id) : ok(undefined);
        if (!read.ok) return read;
        current.push(read.value ? { ...repoint(read.value, ours), id: resource.id ?? '' } : resource);
      }
      return ok(current);
    },
  };
}

const keyOf = ({ resourceType, id }: Resource): string => `${resourceType}/${id}`;
