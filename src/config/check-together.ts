import { isLoopback } from './loopback.js';
import { type FhirTargetConfig, type PasserelleConfig } from './config.js';

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
    ...(usesEmbedded(config) && !config.roles.includes('api')
      ? ['roles: the embedded FHIR endpoint needs the role api in the same process']
      : []),
  ];
}

function sameTarget(care: FhirTargetConfig, research: FhirTargetConfig): boolean {
  const place = ({ kind, baseUrl = '' }: FhirTargetConfig) =>
    kind === 'embedded' ? kind : new URL(`${baseUrl.replace(/\/+$/, '')}/`).href;
  return place(care) === place(research);
}

const usesEmbedded = ({ fhir, roles }: PasserelleConfig): boolean =>
  roles.includes('worker') && [fhir.care, fhir.research].some((target) => target?.kind === 'embedded');
