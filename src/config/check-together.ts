import { kafkaProblems } from './check-kafka.js';
import { isLoopback } from './loopback.js';
import { type FhirTargetConfig, type PasserelleConfig } from './config.js';
import { type PointersConfig, type SourceConfig } from './source-config.js';

/** Rules that hold between settings. Each problem names the settings and the rule. */
export function checkTogether(config: PasserelleConfig): string[] {
  return [
    ...(config.http.tokens.length === 0 && !isLoopback(config.http.host)
      ? ['http.host: only a loopback address while http.tokens is empty']
      : []),
    ...(config.database.mode === 'external' && !config.keys
      ? ['keys: required with an external database (the embedded one makes its own)']
      : []),
    ...config.mllp.flatMap((listener, at) =>
      listener.tls?.clientCertificateRequired && !listener.tls.authority
        ? [`mllp[${at}].tls.authority: required to check client certificates`]
        : [],
    ),
    ...(config.fhir.research && sameTarget(config.fhir.care, config.fhir.research)
      ? ['fhir.research: the research zone must not be the care zone’s server']
      : []),
    ...(config.fhir.care.kind === 'embedded' && config.fhir.care.writeMode !== 'put'
      ? ['fhir.care.writeMode: the embedded endpoint is written with put']
      : []),
    ...config.sources.flatMap((source, at) =>
      config.roles.includes('intake') && saysHowToRead(source) && !hasListener(config, source.name)
        ? [`sources[${at}].name: no listener of mllp has this name, and what is said here is of HL7`]
        : [],
    ),
    ...config.sources.flatMap(({ pointers }, at) =>
      pointerProblems(pointers).map((problem) => `sources[${at}].pointers.${problem}`),
    ),
    ...kafkaProblems(config.kafka),
    ...hl7Problems(config.hl7),
    ...(usesEmbedded(config) && !config.roles.includes('api')
      ? ['roles: the embedded FHIR endpoint needs the role api in the same process']
      : []),
  ];
}

function hl7Problems({ results }: PasserelleConfig['hl7']): string[] {
  const { certificate, key } = results?.tls ?? {};
  return (certificate === undefined) === (key === undefined)
    ? []
    : ['hl7.results.tls: certificate and key go together'];
}

function sameTarget(care: FhirTargetConfig, research: FhirTargetConfig): boolean {
  const place = ({ kind, baseUrl = '' }: FhirTargetConfig) =>
    kind === 'embedded' ? kind : new URL(`${baseUrl.replace(/\/+$/, '')}/`).href;
  return place(care) === place(research);
}

const usesEmbedded = ({ fhir, roles }: PasserelleConfig): boolean =>
  roles.includes('worker') && [fhir.care, fhir.research].some((target) => target?.kind === 'embedded');

/** A name misspelt would leave the identifiers of a source to be read at the usual place. */
const saysHowToRead = ({ fields, ignoredSegments, pointers }: SourceConfig): boolean =>
  Object.values(fields).some((path) => path !== undefined) ||
  ignoredSegments.length > 0 ||
  pointers.hosts.length > 0;

function pointerProblems({ hosts, allowHttp, token }: PointersConfig): string[] {
  const odd = hosts.findIndex((host) => !isAsRead(host));
  return [
    // `127.1` is another address than it looks, 65536 no port, and no name has two dots on end.
    ...(odd >= 0 ? [`hosts[${odd}]: not a host as an address names it`] : []),
    ...(token && hosts.length !== 1 ? ['token: for one host only'] : []),
    ...(token && allowHttp ? ['token: not sent over plain HTTP (allowHttp)'] : []),
  ];
}

function isAsRead(host: string): boolean {
  const [name, port = '1'] = host.split(':');
  try {
    const url = new URL(`https://${host}/`);
    return url.hostname === name && !name.includes('..') && Number(port) <= 65_535;
  } catch {
    return false;
  }
}

const hasListener = ({ mllp }: PasserelleConfig, name: string): boolean =>
  mllp.some(({ source }) => source === name);
