import type { Program, Stream } from '../../command.ts';

/** `yes | terraform apply`: whoever is asked for a word before it goes on is given it unseen. */
const agrees = (stdin: Stream | undefined): boolean => stdin !== undefined && stdin.origin !== 'file' && /^\s*y/i.test(stdin.text ?? 'y');

/** A program that asks before it changes anything. */
export const answered =
  (program: Program): Program =>
  (command, setting) => {
    const outcome = program(command, setting);
    if (!agrees(command.stdin) || !outcome.effects) return outcome;
    return {
      ...outcome,
      effects: outcome.effects.map((effect) =>
        effect.kind === 'infra.change' && effect.flags?.includes('unattended') !== true
          ? { ...effect, flags: [...(effect.flags ?? []), 'unattended'] }
          : effect,
      ),
    };
  };
