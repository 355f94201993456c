import { readFileSync } from 'node:fs';
import { loadPolicy } from './policy.js';
import { POLICY_PATH } from '../../test/support/pseudonymization/index.js';

const SHIPPED = readFileSync(POLICY_PATH, 'utf8');
const refusal = (yaml: string): string => {
  const result = loadPolicy(yaml);
  return result.ok ? 'accepted' : result.failure.message;
};

describe('loadPolicy', () => {
  it('reads the policy we ship', () => {
    expect(loadPolicy(SHIPPED).ok).toBe(true);
  });

  it.each([
    ['LAST_NAME: replace', 'LAST_NAME: shift', 'categories.LAST_NAME'],
    ['LAST_NAME: replace', '', 'categories.LAST_NAME'],
    ['LAST_NAME: replace', 'LAST_NAME: replace\n  NICKNAME: keep', 'categories.NICKNAME'],
    ['IDENTIFYING_DATE: shift', 'IDENTIFYING_DATE: replace', 'categories.IDENTIFYING_DATE'],
    ['multipleOfDays: 7', 'multipleOfDays: 0', 'dates.multipleOfDays'],
    ['maximumDays: 329', 'maximumDays: 3', 'dates.maximumDays'],
    ['maximumDays: 329', 'maximumDays: many', 'dates.maximumDays'],
    ['minimumDays: 60', 'minimumDays: 7', 'dates.minimumDays'],
    ['minimumDays: 60', 'minimumDays: 365', 'dates.minimumDays'],
    ['ageCap: 89', 'ageCap: 12', 'ageCap'],
    ['ageCap: 89', 'ageCap: 89\nextra: 1', 'extra'],
    ['dates:', 'dates: 3\nother:', 'other'],
  ])('refuses %s written as %j and names the place', (from, to, place) => {
    expect(refusal(SHIPPED.replace(from, to))).toContain(place);
  });

  it.each(['', '- a list', '{', 'categories: 1'])('refuses %j', (yaml) => {
    expect(refusal(yaml)).not.toBe('accepted');
  });
});
