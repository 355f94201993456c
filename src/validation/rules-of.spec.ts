import { type ValidationError } from 'class-validator';
import { rulesOf } from './index.js';

const error = (property: string, more: Partial<ValidationError>): ValidationError =>
  ({ property, ...more }) as ValidationError;

it('names the path and the rule of each error, and nothing of the value', () => {
  const errors = [
    error('producer', { constraints: { isLength: 'producer must be longer' }, value: 'VASSEROT' }),
    error('patient', {
      children: [
        error('identifiers', {
          children: [error('0', { children: [error('kind', { constraints: { isIn: 'x' } })] })],
        }),
      ],
    }),
  ];
  expect(rulesOf(errors)).toEqual(['producer: isLength', 'patient.identifiers[0].kind: isIn']);
});
