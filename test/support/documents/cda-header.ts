/** What a CDA says of itself; ids are OIDs, without extension. */
export interface CdaSaid {
  readonly level: 1 | 3;
  readonly id?: string;
  readonly setId?: string;
  readonly versionNumber?: number;
  readonly related?: readonly { readonly typeCode: string; readonly id: string }[];
  /** The narrative. */
  readonly text?: string;
}

/** A small CDA with the ids that tie documents together. */
export function aCda({
  level,
  id,
  setId,
  versionNumber,
  related = [],
  text = 'HER2 : score 3+',
}: CdaSaid): string {
  const header = [
    id && `<id root="${id}"/>`,
    setId && `<setId root="${setId}"/>`,
    versionNumber !== undefined && `<versionNumber value="${versionNumber}"/>`,
    '<recordTarget><patientRole><id root="2.999.8" extension="1"/></patientRole></recordTarget>',
    ...related.map(
      (one) =>
        `<relatedDocument typeCode="${one.typeCode}"><parentDocument><id root="${one.id}"/></parentDocument></relatedDocument>`,
    ),
  ].filter(Boolean);
  const body =
    level === 3
      ? `<structuredBody><component><section><title>Conclusion</title><text>${text}</text></section></component></structuredBody>`
      : `<nonXMLBody><text mediaType="text/plain" representation="B64">${Buffer.from(`Conclusion : ${text}`).toString('base64')}</text></nonXMLBody>`;
  return `<ClinicalDocument xmlns="urn:hl7-org:v3">${header.join('')}<component>${body}</component></ClinicalDocument>`;
}
