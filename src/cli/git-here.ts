import { homedir } from 'node:os';
import { err, ok, type Result } from '../domain/result.ts';
import { gitEnvironment } from '../git/environment.ts';
import { findGit } from '../git/program.ts';
import { describeRepository, type Repository } from '../git/repository.ts';
import type { Git, GitFault } from '../git/run.ts';
import { projectOf } from '../hook/facts.ts';
import { homeOf } from '../state/folders.ts';

export interface Here {
  readonly git: Git;
  readonly repository: Repository;
}

/** The repository that this is run in, and the git to ask about it. */
export async function gitHere(): Promise<Result<Here, GitFault>> {
  const [cwd, environment] = [process.cwd(), process.env];
  const path = findGit(environment, projectOf(cwd, homeOf(environment['HOME'] ?? homedir())));
  if (!path.ok) return err({ message: path.error, instead: 'Put the folder that git is in into PATH.' });
  const git: Git = { program: path.value, cwd, environment: gitEnvironment(environment) };
  const repository = await describeRepository(git);
  return repository.ok ? ok({ git, repository: repository.value }) : repository;
}
