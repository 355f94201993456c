import { getDataType, type InternalTypeSchema, isDataTypeLoaded } from '@medplum/core';
import { type CodeableConcept, type Coding } from '@medplum/fhirtypes';
import { type CodeLists } from './definitions.js';
import { type Problem } from './problem.js';

/** What there is to check in one property of a type: its own codes, and where to go on. */
interface Plan {
  readonly codes?: ReadonlySet<string> | undefined;
  /** Type of the value; `Resource` is known by its resourceType. */
  readonly type: string;
}

type Plans = ReadonlyMap<string, Plan>;

/** Required bindings and empty arrays, which `@medplum/core` leaves out. Plans are made once per type. */
export function bindingChecker(lists: CodeLists): (value: object, type: string, path: string) => Problem[] {
  const plans = new Map<string, Plans>();
  const planOf = (type: string): Plans => {
    const known = plans.get(type);
    if (known) return known;
    const made = makePlans(type, lists);
    plans.set(type, made);
    return made;
  };

  return function check(value, type, path) {
    const actual = type === 'Resource' ? resourceTypeOf(value) : type;
    const plan = planOf(actual);
    const problems: Problem[] = [];
    for (const [property, held] of Object.entries(value)) {
      const { codes, type: next } = plan.get(property) ?? {};
      if (!next) continue;
      const many = Array.isArray(held);
      if (many && held.length === 0) problems.push({ path: `${path}.${property}`, rule: 'no empty array' });
      for (const [index, one] of (many ? held : [held]).entries()) {
        const at = many ? `${path}.${property}[${index}]` : `${path}.${property}`;
        if (codes && !isBound(one, codes)) problems.push({ path: at, rule: 'required binding' });
        if (typeof one === 'object' && one !== null) problems.push(...check(one, next, at));
      }
    }
    return problems;
  };
}

function makePlans(type: string, lists: CodeLists): Plans {
  if (!isDataTypeLoaded(type)) return new Map();
  const { elements }: InternalTypeSchema = getDataType(type);
  return new Map(
    Object.entries(elements).flatMap(([name, element]) => {
      const { binding } = element;
      const url = binding?.strength === 'required' ? binding.valueSet?.split('|')[0] : undefined;
      const codes = url ? lists.get(url) : undefined;
      return element.type.map(({ code }): [string, Plan] => [propertyOf(name, code), { codes, type: code }]);
    }),
  );
}

/** `value[x]` of type Quantity is the property `valueQuantity`. */
const propertyOf = (name: string, type: string): string =>
  name.endsWith('[x]') ? name.slice(0, -3) + type.charAt(0).toUpperCase() + type.slice(1) : name;

const resourceTypeOf = (value: object): string =>
  'resourceType' in value && typeof value.resourceType === 'string' ? value.resourceType : '';

/** A code, a Coding, or a CodeableConcept with at least one coding of the list. */
function isBound(value: unknown, codes: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return codes.has(value);
  if (typeof value !== 'object' || value === null) return true;
  const { coding, code } = value as CodeableConcept & Coding;
  if (coding) return coding.some((one) => one.code !== undefined && codes.has(one.code));
  return code !== undefined && codes.has(code);
}
