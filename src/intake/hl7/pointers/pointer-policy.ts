import { readSettingFile, type SourceConfig } from '../../../config/index.js';
import { createFetchFile } from './fetch-file.js';
import { type Network } from './network.js';
import { type PointerPolicy } from './pointer.js';

/** How the pointers of that source are followed; nothing where no host is allowed. Reads the authority's file. */
export function pointersOf(
  name: string,
  sources: readonly SourceConfig[],
  network?: Network,
): { readonly pointers?: PointerPolicy } {
  const config = sources.find((source) => source.name === name)?.pointers;
  if (!config || config.hosts.length === 0) return {};
  const { hosts, allowHttp, maxBytes, timeoutSeconds, authority, token } = config;
  const ca = authority && readSettingFile(`source ${name}: pointers.authority`, authority);
  const fetch = createFetchFile({ ...(ca && { ca }), ...(token && { token }) }, network);
  return { pointers: { hosts, allowHttp, maxBytes, timeoutMs: timeoutSeconds * 1_000, fetch } };
}
