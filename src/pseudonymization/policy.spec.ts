import { readFileSync } from 'node:fs';
import { loadPolicies, loadPolicy } from './policy.js';
import { POLICY_PATH } from '../../test/support/pseudonymization/index.js';

const SHIPPED = readFileSync(POLICY_PATH, 'utf8');
const refusal = (yaml: string): string => {
  const result = loadPolicies(yaml);
  return result.ok ? 'accepted' : result.failure.message;
};

const CARE = 'policies.care.categories';

describe('the policies we ship', () => {
  it('are one for each use', () => {
    const policies = loadPolicies(SHIPPED);
    expect(policies.ok && [...policies.value.keys()]).toEqual([
      'care',
      'warehouse',
      'training',
      'demonstration',
    ]);
  });

  it.each(['care', 'warehouse', 'training', 'demonstration'])('%s keeps no direct identifier', (name) => {
    const policy = loadPolicy(SHIPPED, name);
    if (!policy.ok) throw new Error(policy.failure.message);
    const direct = 'LAST_NAME FIRST_NAME IDENTIFYING_CODE ADDRESS CITY POSTAL_CODE EMAIL PHONE_NUMBER';
    for (const category of `${direct} PATIENT_BIRTHDATE IDENTIFYING_DATE HOSPITAL URL`.split(' '))
      expect(policy.value.categories[category as 'CITY']).not.toBe('keep');
  });

  it('ask more of the residual check for all that leaves care', () => {
    const least = ['care', 'warehouse', 'training', 'demonstration'].map((name) => {
      const policy = loadPolicy(SHIPPED, name);
      return policy.ok ? policy.value.residual?.model : 'invalid';
    });
    expect(least).toEqual([undefined, 0.95, 0.95, 0.95]);
  });

  it('are refused by a name nobody wrote, and said to be others', () => {
    const policy = loadPolicy(SHIPPED, 'hunter2');
    expect(policy.ok ? '' : policy.failure.message).toMatch(/there are care, warehouse/);
    expect(policy.ok ? '' : policy.failure.message).not.toContain('hunter2');
  });
});

describe('loadPolicies', () => {
  it.each([
    ['LAST_NAME: replace', 'LAST_NAME: shift', `${CARE}.LAST_NAME`],
    ['LAST_NAME: replace', '', `${CARE}.LAST_NAME`],
    ['LAST_NAME: replace', 'LAST_NAME: replace\n      NICKNAME: keep', `${CARE}.NICKNAME`],
    ['IDENTIFYING_DATE: shift', 'IDENTIFYING_DATE: replace', `${CARE}.IDENTIFYING_DATE`],
    ['multipleOfDays: 7', 'multipleOfDays: 0', 'dates.multipleOfDays'],
    ['maximumDays: 329', 'maximumDays: 3', 'dates.maximumDays'],
    ['maximumDays: 329', 'maximumDays: many', 'dates.maximumDays'],
    ['minimumDays: 60', 'minimumDays: 7', 'dates.minimumDays'],
    ['minimumDays: 60', 'minimumDays: 365', 'dates.minimumDays'],
    ['ageCap: 89', 'ageCap: 12', 'policies.care.ageCap'],
    ['ageCap: 89', 'ageCap: 89\n    extra: 1', 'policies.care.extra'],
    ['ageCap: 89', 'ageCap: 89\n    residual: 0.9', 'policies.care.residual'],
    ['ageCap: 89', 'ageCap: 89\n    residual: { model: 95 }', 'policies.care.residual.model'],
    ['ageCap: 89', 'ageCap: 89\n    residual: {}', 'policies.care.residual.model'],
    ['ageCap: 89', 'ageCap: 89\n    residual: { rules: 1 }', 'policies.care.residual.rules'],
    ['purpose: What', 'reason: What', 'policies.care.reason'],
    ['dates:', 'dates: 3\nother:', 'other'],
    ['policies:', 'policies: {}\nothers:', 'others'],
  ])('refuses %s written as %j and names the place', (from, to, place) => {
    expect(refusal(SHIPPED.replace(from, to))).toContain(place);
  });

  it.each(['', '- a list', '{', 'policies: 1', 'policies: {}', 'dates: {}\npolicies: {care: 1}'])(
    'refuses %j',
    (yaml) => {
      expect(refusal(yaml)).not.toBe('accepted');
    },
  );
});
