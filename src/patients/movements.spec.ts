import { addMovement, type Movement, settleStay } from './movements.js';
import { NO_STAY, type Stay } from './identity.js';

const move = (event: string, day: number, more: Partial<Movement> = {}): Movement => ({
  events: [event],
  action: 'INSERT',
  at: `2026-03-${String(day).padStart(2, '0')}T10:00:00+01:00`,
  recordedAt: `2026-03-${String(day).padStart(2, '0')}T10:05:00+01:00`,
  facts: {},
  ...more,
});
const cancel = (events: string[], day: number, more: Partial<Movement> = {}): Movement =>
  ({ ...move('', day, more), at: more.at, events, action: 'CANCEL' }) as Movement;
const settle = (...movements: Movement[]): Stay =>
  settleStay(NO_STAY, movements.reduce<readonly Movement[]>(addMovement, []));

const ADMISSION = move('A01', 1, { id: 'M1', facts: { unit: 'UF1', patientClass: 'I', admissionMode: '8' } });
const TRANSFER = move('A02', 3, { id: 'M2', facts: { unit: 'UF2' } });
const DISCHARGE = move('A03', 9, { id: 'M3', facts: { dischargeMode: 'Domicile' } });

describe('a stay settled from its movements', () => {
  it('goes from admission to discharge', () => {
    expect(settle(ADMISSION)).toMatchObject({ state: 'open', unit: 'UF1', admission: ADMISSION.at });
    expect(settle(ADMISSION, TRANSFER, DISCHARGE)).toMatchObject({
      ...{ state: 'closed', unit: 'UF2', patientClass: 'I' },
      ...{ admission: ADMISSION.at, discharge: DISCHARGE.at, dischargeMode: 'Domicile', admissionMode: '8' },
    });
  });

  it('is the same whatever the order the movements came in', () => {
    const expected = settle(ADMISSION, TRANSFER, DISCHARGE);
    expect(settle(DISCHARGE, TRANSFER, ADMISSION)).toEqual(expected);
    expect(settle(TRANSFER, ADMISSION, DISCHARGE, TRANSFER)).toEqual(expected);
  });

  it('forgets a discharge that was cancelled, also where the cancel came first', () => {
    const undone = cancel(['A03'], 9, { id: 'M3' });
    for (const movements of [
      [ADMISSION, DISCHARGE, undone],
      [undone, ADMISSION, DISCHARGE],
    ]) {
      const stay = settle(...movements);
      expect(stay.state).toBe('open');
      expect(stay).not.toHaveProperty('discharge');
      expect(stay).not.toHaveProperty('dischargeMode');
    }
  });

  it('goes back to the former unit when a transfer is cancelled', () => {
    expect(settle(ADMISSION, TRANSFER, cancel(['A02'], 4, { id: 'M2' })).unit).toBe('UF1');
  });

  it('cancels the stay when its admission is cancelled, and opens it again with another admission', () => {
    const undone = cancel(['A01', 'A04'], 2, { id: 'M1' });
    expect(settle(ADMISSION, undone).state).toBe('cancelled');
    expect(settle(undone).state).toBe('cancelled');
    expect(settle(ADMISSION, undone, move('A01', 4, { id: 'M9' })).state).toBe('open');
  });

  it('undoes without an id the last such movement written before the cancel, never a later one', () => {
    const first = move('A03', 5);
    const second = move('A03', 12);
    const stay = settle(move('A01', 1), second, cancel(['A03'], 6), first);
    expect(stay).toMatchObject({ state: 'closed', discharge: second.at });
    expect(settle(move('A01', 1), first, cancel(['A03'], 6)).state).toBe('open');
  });

  it('says planned before the admission, and takes the real admission afterwards', () => {
    const planned = move('A05', 1, { id: 'P', facts: { admission: '2026-03-20T08:00:00+01:00' } });
    expect(settle(planned)).toMatchObject({ state: 'planned', admission: '2026-03-20T08:00:00+01:00' });
    const came = move('A01', 19, { id: 'M' });
    expect(settle(planned, came)).toMatchObject({ state: 'open', admission: came.at });
    expect(settle(planned, came, cancel(['A01', 'A04'], 19, { id: 'M' })).state).toBe('planned');
  });

  it('changes class with A06 and A07', () => {
    const register = move('A04', 1, { facts: { patientClass: 'E' } });
    expect(settle(register, move('A06', 2)).patientClass).toBe('I');
    expect(settle(register, move('A06', 2), move('A07', 3)).patientClass).toBe('O');
  });

  it('corrects a movement by its id, and keeps what the correction does not tell', () => {
    const corrected: Movement = {
      ...TRANSFER,
      action: 'UPDATE',
      recordedAt: undefined,
      facts: { unit: 'UF7' },
    };
    const stay = settle(ADMISSION, TRANSFER, corrected);
    expect(stay).toMatchObject({ unit: 'UF7', patientClass: 'I' });
  });

  it('lets A08 correct the admission, and neither move nor discharge', () => {
    const note = move('A08', 5, {
      facts: { admission: '2026-02-28T22:00:00+01:00', unit: 'UF9', discharge: '2026-03-04' },
    });
    const stay = settle(ADMISSION, note, TRANSFER);
    expect(stay).toMatchObject({ admission: '2026-02-28T22:00:00+01:00', unit: 'UF2', state: 'open' });
    expect(stay).not.toHaveProperty('discharge');
  });

  it('keeps what messages said where no movement is told', () => {
    const said: Stay = { identifiers: [], unit: 'UF1', discharge: '2026-03-09' };
    expect(settleStay(said, [])).toEqual(said);
    expect(settleStay(said, [cancel(['A03'], 9)])).not.toHaveProperty('discharge');
  });
});
