import { readMessage } from '../../hl7/index.js';
import { growsLinearly } from '../../../test/support/growth.js';
import { aHeader, bytesOf, PATIENT, type Segments } from '../../../test/support/hl7/messages.js';
import { MOST_PATIENTS, patientGroups } from './adt-groups.js';

function groupsOf(segments: Segments, event = 'A40', type = 'ADT') {
  const read = readMessage(bytesOf([aHeader({ type: `${type}^${event}` }), ...segments]), 'utf-8');
  if (!read.ok) throw new Error(read.failure.code);
  return patientGroups(read.value, { type, event }).map((group) => group.segments.map(({ name }) => name));
}

describe('a message about several patients', () => {
  it('is one message for each PID, with what stands before the first and after each', () => {
    expect(groupsOf(['EVN||20240306', PATIENT, 'PD1|', 'MRG|1', PATIENT, 'MRG|2'])).toEqual([
      ['MSH', 'EVN', 'PID', 'PD1', 'MRG'],
      ['MSH', 'EVN', 'PID', 'MRG'],
    ]);
  });

  it('is left whole where its event has one patient', () => {
    const whole = [['MSH', 'PID', 'MRG', 'PID', 'MRG']];
    for (const event of ['A47', 'A31', 'A45'])
      expect(groupsOf([PATIENT, 'MRG|1', PATIENT, 'MRG|2'], event)).toEqual(whole);
    expect(groupsOf([PATIENT, 'MRG|1', PATIENT, 'MRG|2'], 'R01', 'ORU')).toEqual(whole);
    expect(groupsOf([PATIENT, 'MRG|1'])).toEqual([['MSH', 'PID', 'MRG']]);
    expect(groupsOf(['EVN|'])).toEqual([['MSH', 'EVN']]);
  });

  it('of many patients and a long head takes no more time than their number', async () => {
    const many = (size: number) => Array<string>(size).fill('PID|1');
    const heads = (size: number) => Array<string>(size).fill('ZZZ|1');
    expect(groupsOf(many(100_000))).toHaveLength(MOST_PATIENTS + 1);
    const work = (size: number) => groupsOf([...heads(size), ...many(size)]);
    expect(await growsLinearly(work, { upTo: 200_000 })).toBe(true);
  }, 60_000);
});
