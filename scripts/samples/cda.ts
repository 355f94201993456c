import { type Doctor, type Patient } from './people.js';
import { type DocumentType, OID } from './segments.js';
import { type NarrativeSection } from './reports/hip-bacteriology.js';

export interface CdaHeader {
  readonly id: string;
  /** First id of the document through its versions. */
  readonly setId: string;
  readonly version: number;
  readonly replaces?: string;
  readonly type: DocumentType;
  readonly title: string;
  /** `YYYYMMDDHHMM`. */
  readonly at: string;
  readonly patient: Patient;
  readonly author: Doctor;
}

const LOINC = '2.16.840.1.113883.6.1';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const id = (root: string, extension: string): string => `root="${root}" extension="${escape(extension)}"`;

function names(patient: Patient): string {
  const given = patient.firstNames.map((name) => `<given>${escape(name)}</given>`).join('');
  const birth = `<family qualifier="BR">${escape(patient.birthName ?? patient.lastName)}</family>`;
  const used = patient.birthName ? `<family qualifier="SP">${escape(patient.lastName)}</family>` : '';
  return `<name>${given}${birth}${used}</name>`;
}

const doctorName = (doctor: Doctor): string =>
  `<name><prefix>${doctor.title}</prefix><given>${escape(doctor.firstName)}</given><family>${escape(doctor.lastName)}</family></name>`;

const HOSPITAL = `<id root="${OID.hospital}"/><name>Centre hospitalier de Valmorange</name>`;

function header(cda: CdaHeader): string[] {
  const { patient, author } = cda;
  const [line, postcode, city] = patient.address;
  const at = `${cda.at}00+0100`;
  const professional = `<assignedAuthor><id ${id(OID.rpps, author.rpps)}/><assignedPerson>${doctorName(author)}</assignedPerson></assignedAuthor>`;
  const signer = professional.replaceAll('assignedAuthor', 'assignedEntity');
  return [
    '<realmCode code="FR"/>',
    '<typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>',
    '<templateId root="2.16.840.1.113883.2.8.2.1"/>',
    '<templateId root="1.2.250.1.213.1.1.1.1"/>',
    `<id ${id(OID.documents, cda.id)}/>`,
    `<code code="${cda.type.code}" codeSystem="${LOINC}" displayName="${escape(cda.type.display)}"/>`,
    `<title>${escape(cda.title)}</title>`,
    `<effectiveTime value="${at}"/>`,
    '<confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25"/>',
    '<languageCode code="fr-FR"/>',
    `<setId ${id(OID.documents, cda.setId)}/>`,
    `<versionNumber value="${cda.version}"/>`,
    '<recordTarget><patientRole>',
    `<id ${id(OID.patients, patient.ipp)}/>`,
    `<id ${id(OID.ins, patient.nir.digits)}/>`,
    `<addr><streetAddressLine>${escape(line)}</streetAddressLine><postalCode>${postcode}</postalCode><city>${escape(city)}</city></addr>`,
    `<telecom value="tel:${patient.phone}" use="MC"/>`,
    `<patient>${names(patient)}<administrativeGenderCode code="${patient.sex}" codeSystem="2.16.840.1.113883.5.1"/><birthTime value="${patient.birthDate}"/></patient>`,
    '</patientRole></recordTarget>',
    `<author><time value="${at}"/>${professional}</author>`,
    `<custodian><assignedCustodian><representedCustodianOrganization>${HOSPITAL}</representedCustodianOrganization></assignedCustodian></custodian>`,
    `<legalAuthenticator><time value="${at}"/><signatureCode code="S"/>${signer}</legalAuthenticator>`,
    ...(cda.replaces
      ? [
          `<relatedDocument typeCode="RPLC"><parentDocument><id ${id(OID.documents, cda.replaces)}/></parentDocument></relatedDocument>`,
        ]
      : []),
  ];
}

function document(cda: CdaHeader, body: readonly string[]): Buffer {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ClinicalDocument xmlns="urn:hl7-org:v3">',
    ...header(cda),
    '<component>',
    ...body,
    '</component>',
    '</ClinicalDocument>',
  ];
  return Buffer.from(`${lines.join('\n')}\n`, 'utf8');
}

/** Level 1: a header around a PDF. */
export function cdaLevel1(cda: CdaHeader, pdf: Buffer): Buffer {
  const text = `<text mediaType="application/pdf" representation="B64">${pdf.toString('base64')}</text>`;
  return document(cda, [`<nonXMLBody>${text}</nonXMLBody>`]);
}

function narrative({ paragraphs = [], table = [] }: NarrativeSection): string[] {
  const [head, ...rows] = table.map((cells, at) => {
    const tag = at === 0 ? 'th' : 'td';
    return `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
  });
  return [
    ...paragraphs.map((paragraph) => `<paragraph>${escape(paragraph)}</paragraph>`),
    ...(head ? ['<table border="1">', `<thead>${head}</thead>`, '<tbody>', ...rows, '</tbody>', '</table>'] : []),
  ];
}

/** Level 3: sections with a narrative. */
export function cdaLevel3(cda: CdaHeader, sections: readonly NarrativeSection[]): Buffer {
  const written = sections.flatMap((section) => [
    '<component><section>',
    `<code code="${section.code}" codeSystem="${LOINC}"/>`,
    `<title>${escape(section.title)}</title>`,
    '<text>',
    ...narrative(section),
    '</text>',
    '</section></component>',
  ]);
  return document(cda, ['<structuredBody>', ...written, '</structuredBody>']);
}
