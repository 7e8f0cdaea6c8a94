import { isObject, type JsonObject, type JsonValue, stringAt } from '../../domain/json.ts';
import type { LogReader } from '../reader.ts';
import { inputOf, nameOf, toldCall, toldResult } from '../told.ts';

/** Trajectories of SWE-agent, `*.traj`: one document, each step of it a line for the shell. */
export const sweAgent: LogReader = {
  format: 'swe-agent',
  // A line alone is never one.
  tells: () => false,
  recordsIn: (document) => {
    if (!isObject(document) || !Array.isArray(document['trajectory'])) return undefined;
    const steps = document['trajectory'];
    return steps.some(isStep) || 'history' in document ? [{ environment: document['environment'] }, ...steps] : undefined;
  },
  open: () => {
    let [session, cwd, step] = ['', '/', 0];
    return (record) => {
      session = nameOf(record['environment']) || session;
      if (!isStep(record)) return [];
      step += 1;
      const command = (stringAt(record, 'action') ?? '').trim();
      const id = `step-${step}`;
      const made = toldCall({ host: 'claude-code', session, cwd, tool: 'Bash', input: { command }, id });
      // The state is what the step left behind: where the next one begins.
      cwd = folderIn(record['state']) ?? cwd;
      if (command === '') return [];
      return record['observation'] === undefined ? [made] : [made, toldResult(id, 'ran', record['observation'])];
    };
  },
};

const isStep = (value: JsonValue): value is JsonObject => isObject(value) && typeof value['action'] === 'string' && 'observation' in value;

function folderIn(state: JsonValue | undefined): string | undefined {
  const folder = stringAt(inputOf(state), 'working_dir');
  return folder?.startsWith('/') === true ? folder : undefined;
}
