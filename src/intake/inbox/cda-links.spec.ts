import { type CdaHeader } from './cda-header.js';
import { cdaLinks, documentHash } from './cda-links.js';

const hash = (...parts: string[]): string => parts.join('|');
const draft = {
  ...({ action: 'original', assigner: 'SITE', fictitious: false, type: { code: '60568-3' } } as const),
};
const header = (over: Partial<CdaHeader>): CdaHeader => ({ related: [], ...over });
const id = (root: string, extension?: string) => ({ root, ...(extension && { extension }) });

describe('what a CDA says of other documents', () => {
  it('names an id as TXA-12 may write it, and as another CDA does', () => {
    const links = cdaLinks(hash, draft, [header({ id: id('2.999.A', '58') }), header({ id: id('2.999.B') })]);
    expect(links?.ids).toEqual([
      'cda-document|2.999.a|58',
      documentHash(hash, { ...draft, assigner: '2.999.A' }, '58'),
      documentHash(hash, draft, '2.999.A.58'),
      'cda-document|2.999.b|',
      documentHash(hash, draft, '2.999.B'),
    ]);
  });

  it('tells a set of one type from that of another, and test data from real data', () => {
    const setOf = (over: object) =>
      cdaLinks(hash, { ...draft, ...over }, [header({ setId: id('2.999.S'), versionNumber: 2 })])?.versions;
    expect(setOf({})).toEqual([{ set: 'cda-set|2.999.s||60568-3', number: 2 }]);
    expect(setOf({ type: { code: '34112-3' } })).not.toEqual(setOf({}));
    expect(setOf({ fictitious: true })).not.toEqual(setOf({}));
  });

  it('follows RPLC and APND where TXA-13 names no parent, XFRM always', () => {
    const related = ['RPLC', 'APND', 'XFRM', 'OTHER'].map((typeCode) => ({ typeCode, id: id(typeCode) }));
    const first = (over: object) => {
      const links = cdaLinks(hash, { ...draft, ...over }, [header({ related })]);
      return links && [links.replaces, links.completes, links.same].map(([one]) => one);
    };
    expect(first({})).toEqual(['cda-document|rplc|', 'cda-document|apnd|', 'cda-document|xfrm|']);
    expect(first({ action: 'replacement' })).toEqual(['cda-document|rplc|', undefined, 'cda-document|xfrm|']);
    const parent = { action: 'replacement', parentDocumentId: 'P' };
    expect(first(parent)).toEqual([undefined, undefined, 'cda-document|xfrm|']);
  });

  it('takes no id of the parent as its own, or as another form of it', () => {
    const about = { ...draft, action: 'replacement', parentDocumentId: 'P' } as const;
    const said = header({ id: id('P'), related: [{ typeCode: 'XFRM', id: id('P') }] });
    expect(cdaLinks(hash, about, [said])).toBeUndefined();
  });

  it('is nothing where there is nothing', () => {
    expect(cdaLinks(hash, draft, [])).toBeUndefined();
    expect(cdaLinks(hash, draft, [header({ setId: id('2.999.S') })])).toBeUndefined();
    const self = header({ id: id('A'), related: [{ typeCode: 'XFRM', id: id('A') }] });
    expect(cdaLinks(hash, draft, [self])).toMatchObject({ same: [] });
  });
});
