import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLES } from '../../scripts/samples/samples.js';
import { driftedSamples } from '../../scripts/samples/write-samples.js';
import { closeReaders, readDocument } from '../../src/document/index.js';
import { readAcknowledgement, readMessage } from '../../src/hl7/index.js';
import { interpret } from '../../src/intake/hl7/interpret.js';
import { type MllpLogger } from '../../src/intake/hl7/ports.js';
import { processMessage } from '../../src/intake/hl7/process-message.js';
import { createMemoryInbox } from '../../src/intake/inbox/memory-inbox.js';
import { type IntakeEvent, type ReportDraft } from '../../src/intake/index.js';
import { systemClock } from '../../src/kernel/index.js';
import { CATALOG } from '../../src/use-cases/index.js';

const FOLDER = join(import.meta.dirname, '../../samples');
const SOURCE = { name: 'demo', defaultCharset: 'iso-8859-1' } as const;
const SILENT: MllpLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };

const bytesOf = (file: string): Buffer => readFileSync(join(FOLDER, file));
const messageOf = (file: string) => {
  const message = readMessage(bytesOf(file), SOURCE.defaultCharset);
  if (!message.ok) throw new Error(`${file}: ${message.failure.code}`);
  return message.value;
};

function eventsOf(file: string): readonly IntakeEvent[] {
  const events = interpret(messageOf(file), SOURCE);
  if (!events.ok) throw new Error(`${file}: ${events.failure.code}, ${events.failure.message}`);
  return events.value;
}

function draftOf(file: string): ReportDraft {
  const [event] = eventsOf(file);
  if (event?.kind !== 'report') throw new Error(`${file}: no report`);
  return event.report;
}

async function textOf(file: string): Promise<string> {
  const document = await readDocument(draftOf(file).payloads);
  if (!document.ok) throw new Error(`${file}: ${document.failure.code}`);
  return document.value.text.reveal();
}

const named = (start: string): string => {
  const found = SAMPLES.find(({ file }) => file.startsWith(start));
  if (!found) throw new Error(`no sample ${start}`);
  return found.file;
};
const accepted = SAMPLES.filter(({ expected }) => expected.acknowledgement === 'AA');
const readable = accepted.filter(({ expected }) =>
  expected.events.some((event) => event === 'original' || event === 'replacement'),
);

afterAll(closeReaders);

describe('the files of samples/', () => {
  it('are those the generator writes, byte for byte', async () => {
    expect(await driftedSamples(FOLDER)).toEqual([]);
  });

  it('are at least fourteen messages of less than 60 kB, one a file, sent in the order of their names', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.hl7'));
    expect(files.sort()).toEqual(SAMPLES.map(({ file }) => file));
    expect(files.length).toBeGreaterThanOrEqual(14);
    files.forEach((file, at) => {
      expect(file.startsWith(`${String(at + 1).padStart(2, '0')}-`)).toBe(true);
      const bytes = bytesOf(file);
      expect(bytes.length).toBeLessThan(60_000);
      expect(bytes.toString('latin1').match(/^MSH\|/gm)).toHaveLength(1);
    });
  });

  it('are repeated only where they say so', () => {
    for (const { file, expected } of SAMPLES) {
      const twins = SAMPLES.filter((other) => other.file < file && bytesOf(other.file).equals(bytesOf(file)));
      expect([file, twins[0]?.file]).toEqual([file, expected.repeats]);
    }
  });
});

describe('a receiver of the samples', () => {
  it('answers each as announced, and says where a refused one is wrong', async () => {
    const inbox = createMemoryInbox();
    for (const { file, controlId, expected } of SAMPLES) {
      const processed = await processMessage({ bytes: bytesOf(file), tooLarge: false }, SOURCE, {
        inbox,
        clock: systemClock,
        logger: SILENT,
      });
      expect([file, processed.code, processed.replayed]).toEqual([
        file,
        expected.acknowledgement,
        expected.repeats !== undefined,
      ]);
      const answer = readAcknowledgement(processed.answers[0] as Buffer, 'utf-8');
      if (!answer.ok) throw new Error(`${file}: the answer is not readable`);
      expect(answer.value.messageControlId).toBe(controlId);
      const [error] = answer.value.errors;
      expect([file, error?.condition, error?.location]).toEqual([
        file,
        expected.error && String(expected.error.condition),
        expected.error?.location,
      ]);
    }
  });

  it.each(accepted.map(({ file, expected }) => [file, expected.events] as const))(
    '%s is %j, of a fictitious patient',
    (file, kinds) => {
      const events = eventsOf(file);
      expect(events.map((event) => (event.kind === 'report' ? event.report.action : event.kind))).toEqual(
        kinds,
      );
      for (const event of events) if (event.kind === 'report') expect(event.report.fictitious).toBe(true);
      expect(messageOf(file).segment('PID')?.value(32)).toBe('FICT');
    },
  );

  it.each(readable.map(({ file }) => [file]))('%s gives a readable text of a report', async (file) => {
    const text = await textOf(file);
    expect(text.length).toBeGreaterThanOrEqual(1200);
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(text).toMatch(/conclusion|commentaire|Bien amicalement|proposition/i);
    // Neither mojibake nor an escape left in the text.
    expect(text).not.toMatch(/Ã|\uFFFD|\{NIR\}|\{RPPS\}|\\\.br\\|\\X[0-9A-F]{2}\\/);
  });

  it.each(readable.map(({ file }) => [file]))(
    '%s names its patient, a doctor, a date and a telephone in its text',
    async (file) => {
      const text = await textOf(file);
      const identity = draftOf(file).identity.reveal();
      const names = [identity.lastName, identity.birthName].filter((name) => name !== undefined);
      const written = names.flatMap((name) => [...text.matchAll(new RegExp(name, 'gi'))].map(([one]) => one));
      expect(new Set(written).size).toBeGreaterThanOrEqual(2);
      const carers = draftOf(file).carers.reveal();
      expect(carers.some(({ lastName }) => text.toUpperCase().includes(lastName))).toBe(true);
      expect(text).toMatch(/\d{2}\/\d{2}\/\d{4}|\d{1,2} [a-zéû]+ \d{4}/);
      expect(text).toMatch(/01[ .]99[ .]00|06[ .]39[ .]98/);
    },
  );
});

describe('what each form is there to show', () => {
  it('formatted text: separators, a hexadecimal letter and highlighting', async () => {
    const raw = bytesOf(named('04-')).toString('latin1');
    for (const escape of ['F', 'S', 'T', 'R', 'E', 'H', 'N', 'XB5', '.br'])
      expect(raw).toContain(`\\${escape}\\`);
    const text = await textOf(named('04-'));
    expect(text).toContain('biologie & pathologie');
    expect(text).toContain('12,6 ng/µL');
    expect(text).toContain('2,1 x 10^6');
    expect(text).toContain('NRAS   | 2, 3, 4       | absence de mutation');
    expect(text).toContain('\\\\valmorange\\gentum\\2026\\F-LESCOUBLAC~v1');
  });

  it('ISO 8859-15: the euro and the œ', async () => {
    const bytes = bytesOf(named('08-'));
    expect([bytes.includes(0xa4), bytes.includes(0xbd)]).toEqual([true, true]);
    const text = await textOf(named('08-'));
    expect(text).toContain('23 € par jour');
    expect(text).toContain('Bruits du cœur irréguliers, œdèmes');
  });

  it('line feeds in place of carriage returns', () => {
    const bytes = bytesOf(named('11-'));
    expect([bytes.includes('\r'), bytes.includes('\n')]).toEqual([false, true]);
  });

  it('the volet: the CDA is the report, the flags are its confidentiality', () => {
    const draft = draftOf(named('06-'));
    expect(draft.payloads.map(({ contentType }) => contentType)).toEqual(['application/xml']);
    expect(draft.confidentiality).toEqual(['INVISIBLE_PATIENT']);
    expect(draftOf(named('07-')).confidentiality).toEqual([]);
  });

  it('a PDF of an older sender, and a level 3 whose table keeps its cells', async () => {
    expect(draftOf(named('05-')).payloads[0]?.contentType).toBe('application/pdf');
    expect(await textOf(named('07-'))).toContain('Oxacilline | 0,5 | S');
  });

  it('a replacement and a deletion name the document that came before them', () => {
    const [first, second] = [draftOf(named('06-')), draftOf(named('12-'))];
    expect([second.parentDocumentId, second.assigner]).toEqual([first.documentId, first.assigner]);
    const [scan, deletion] = [draftOf(named('13-')), draftOf(named('14-'))];
    expect([deletion.documentId, deletion.assigner]).toEqual([scan.documentId, scan.assigner]);
  });

  it('an identity corrected by a later message', () => {
    const [before, after] = ['01-', '03-'].map((start) => messageOf(named(start)).segment('PID'));
    expect(before?.raw(3)).toBe(after?.raw(3));
    expect(before?.value(5)).not.toBe(after?.value(5));
  });
});

describe('findings expected of the samples', () => {
  it('have names that the use cases can give', () => {
    const vocabularies = new Map(
      CATALOG.map(({ id, vocabulary }) => [id, Object.values(vocabulary()).flat()]),
    );
    const unknown = SAMPLES.flatMap(({ expected }) => expected.findings).filter(
      ({ useCase, name, status }) =>
        ![name, status ?? name].every((word) => vocabularies.get(useCase)?.includes(word)),
    );
    expect(unknown).toEqual([]);
  });
});

describe('identifiers of the samples', () => {
  /** Every text a sample holds: the message, and what was read from its files. */
  const everything = async (): Promise<string> => {
    const texts = await Promise.all(readable.map(({ file }) => textOf(file)));
    const payloads = readable.flatMap(({ file }) => draftOf(file).payloads);
    // A PDF writes its letters in hexadecimal: its text is among those read.
    const cda = payloads
      .filter(({ contentType }) => contentType === 'application/xml')
      .map(({ content }) => content.reveal().toString('utf8'));
    return [...SAMPLES.map(({ file }) => bytesOf(file).toString('latin1')), ...cda, ...texts].join('\n');
  };

  it('are of nobody: no NIR and no RPPS has its right key', async () => {
    const text = await everything();
    const nirs = [...text.matchAll(/(?<!\d)[12](?:[ .]?\d\d){3}(?:[ .]?\d{3}){2}[ .]?\d\d(?!\d)/g)].map(
      ([nir]) => nir.replace(/\D/g, ''),
    );
    expect(new Set(nirs).size).toBe(9);
    for (const nir of nirs) {
      expect(Number(nir.slice(13))).not.toBe(Number(97n - (BigInt(nir.slice(0, 13)) % 97n)));
    }
    const elevens = [...text.matchAll(/(?<!\d)\d{11}(?!\d)/g)].map(([digits]) => digits);
    expect(new Set(elevens.filter((digits) => digits.startsWith('1099900'))).size).toBeGreaterThanOrEqual(10);
    expect(elevens.filter(isLuhn)).toEqual([]);
  });

  it('reach no one: telephones of the ranges kept for fiction, reserved domains', async () => {
    const text = await everything();
    const phones = [...text.matchAll(/(?<![\d.])0[1-9](?:[ .]?\d\d){4}(?!\d)/g)].map(([phone]) =>
      phone.replace(/\D/g, ''),
    );
    expect(phones.length).toBeGreaterThan(20);
    expect(phones.filter((phone) => !/^(?:019900|063998)/.test(phone))).toEqual([]);
    const domains = [...text.matchAll(/@([\w.-]+)|https?:\/\/([\w.-]+)/g)].map(
      ([, mail, site]) => mail ?? site,
    );
    expect(domains.filter((domain) => !domain?.endsWith('.example'))).toEqual([]);
  });
});

function isLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
