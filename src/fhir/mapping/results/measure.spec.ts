import { readMeasure } from './measure.js';

describe('a measure in a French report', () => {
  it.each([
    ['35', '%', { value: 35, unit: '%', system: 'http://unitsofmeasure.org', code: '%' }],
    ['35 %', undefined, { value: 35, unit: '%', system: 'http://unitsofmeasure.org', code: '%' }],
    ['12,5', 'ng/mL', { value: 12.5, unit: 'ng/mL', system: 'http://unitsofmeasure.org', code: 'ng/mL' }],
    [
      '< 0,1',
      'µg/L',
      { comparator: '<', value: 0.1, unit: 'µg/L', system: 'http://unitsofmeasure.org', code: 'ug/L' },
    ],
    ['≥ 50', '%', { comparator: '>=', value: 50, unit: '%', system: 'http://unitsofmeasure.org', code: '%' }],
    ['1 250', 'UI/mL', { value: 1250, unit: 'UI/mL', system: 'http://unitsofmeasure.org', code: '[IU]/mL' }],
    ['12 345,6', 'U/mL', { value: 12345.6, unit: 'U/mL', system: 'http://unitsofmeasure.org', code: 'U/mL' }],
    ['2.3', '{ratio}', { value: 2.3, unit: '{ratio}', system: 'http://unitsofmeasure.org', code: '{ratio}' }],
    ['40', 'k[IU]/L', { value: 40, unit: 'k[IU]/L', system: 'http://unitsofmeasure.org', code: 'k[IU]/L' }],
    [
      '12',
      'mut/Mb',
      { value: 12, unit: 'mut/Mb', system: 'http://unitsofmeasure.org', code: '1/1000000{Base}' },
    ],
    [
      '12',
      '{mutations}/Mb',
      { value: 12, unit: '{mutations}/Mb', system: 'http://unitsofmeasure.org', code: '1/1000000{Base}' },
    ],
    ['7', 'croix', { value: 7, unit: 'croix' }],
  ])('%s with unit %s is a quantity', (value, unit, valueQuantity) => {
    expect(readMeasure(value, unit)).toEqual({ valueQuantity });
  });

  it.each(['10-20', '10 à 20 %', '10 % – 20 %'])('%s is a range', (value) => {
    const range = readMeasure(value, '%')?.valueRange;
    expect([range?.low?.value, range?.high?.value]).toEqual([10, 20]);
  });

  it.each([
    ['3+', undefined],
    ['0', undefined],
    ['2+/3+', undefined],
    ['20-10', '%'],
    ['environ la moitié', '%'],
    ['1.2.3', '%'],
    ['', '%'],
  ])('%j with unit %j stays text', (value, unit) => expect(readMeasure(value, unit)).toBeUndefined());
});
