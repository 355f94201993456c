import { type Settings } from '../service/service.js';

export const SOURCE = 'dpi-kafka';

/** A report event, of a fictitious patient of its own. */
export const aReportEvent = (id: string, over: object = {}) => ({
  eventId: id,
  producer: 'dpi-exemple',
  action: 'original',
  patient: {
    lastName: 'ORBELLUN',
    firstNames: ['Célestine'],
    sex: 'F',
    birthDate: '1958-05-14',
    identifiers: [{ kind: 'IPP', value: `K-${id}`, authority: 'CH-EXEMPLE' }],
    fictitious: true,
  },
  stay: { identifiers: [{ kind: 'NDA', value: `N-${id}` }], admission: '2026-03-02' },
  document: { id: `CR-${id}`, assigner: 'dpi-exemple', type: '60568-3', date: '2026-03-03' },
  content: { contentType: 'text/plain', text: `Madame ORBELLUN Célestine. HER2 : score 3+. Dossier ${id}.` },
  ...over,
});

export interface KafkaSettings {
  readonly bootstrap: string;
  readonly topic: string;
  readonly deadLetterTopic: string;
  readonly groupId?: string;
}

/** Settings of a service that reads `topic`. */
export const readingTopic = ({
  bootstrap,
  topic,
  deadLetterTopic,
  groupId = 'g',
}: KafkaSettings): Settings => ({
  PASSERELLE_KAFKA__BROKERS: `["${bootstrap}"]`,
  PASSERELLE_KAFKA__INTAKE__TOPICS: `[{topic: ${topic}, source: ${SOURCE}}]`,
  PASSERELLE_KAFKA__INTAKE__GROUP_ID: `${groupId}-${topic}`,
  PASSERELLE_KAFKA__INTAKE__DEAD_LETTER_TOPIC: deadLetterTopic,
  PASSERELLE_KAFKA__INTAKE__SESSION_SECONDS: '6',
});
