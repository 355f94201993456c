import { type Device } from '@medplum/fhirtypes';
import { type Identified } from './bundle.js';
import { concept } from './concepts.js';
import { keyIdentifier, makeId } from './ids.js';
import { type IdKey, type MappingSettings } from './input.js';
import { deviceMeta } from './meta.js';
import { AI_DEVICE_TYPE } from './systems.js';

export interface Maker {
  readonly id: string;
  readonly version: string;
}

/** A model (or set of rules) in one version: its id follows from both, whatever the patient. */
export function toDevice(maker: Maker, settings: MappingSettings, ids: IdKey): Identified<Device> {
  const id = makeId(ids, 'Device', maker.id, maker.version);
  return {
    resourceType: 'Device',
    id,
    meta: deviceMeta(settings),
    identifier: [
      keyIdentifier(settings, 'Device', id),
      { system: 'urn:passerelle:model', value: `${maker.id}@${maker.version}` },
    ],
    status: 'active',
    manufacturer: 'Passerelle',
    deviceName: [{ name: maker.id, type: 'model-name' }],
    modelNumber: maker.id,
    type: concept('Intelligence artificielle', { system: AI_DEVICE_TYPE, code: 'Artificial-Intelligence' }),
    version: [{ value: maker.version }],
  };
}

/** The service itself: it assembles what models assert. */
export const toServiceDevice = (settings: MappingSettings, ids: IdKey): Identified<Device> => ({
  ...toDevice({ id: 'passerelle', version: settings.pipelineVersion }, settings, ids),
  type: concept('Logiciel de traitement de comptes rendus'),
});
