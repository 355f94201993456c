import { type PasserelleConfig, readSettingFile } from '../config/index.js';
import { loadPolicy, type Policy } from '../pseudonymization/index.js';
import { AssemblyError } from './assembly.js';

function settingFile(setting: string, file: string): string {
  try {
    return readSettingFile(setting, file).toString('utf8');
  } catch (error) {
    throw new AssemblyError((error as Error).message, { cause: error });
  }
}

/** One policy of the file that the configuration names. */
export function policyNamed(name: string, file: string): Policy {
  const policy = loadPolicy(settingFile('pseudonymization.policies', file), name);
  if (!policy.ok) throw new AssemblyError(policy.failure.message);
  return policy.value;
}

/** The policy of a destination, as the configuration says. */
export const policyFor = (
  destination: 'useCases' | 'research',
  { pseudonymization }: Pick<PasserelleConfig, 'pseudonymization'>,
): Policy => policyNamed(pseudonymization[destination], pseudonymization.policies);
