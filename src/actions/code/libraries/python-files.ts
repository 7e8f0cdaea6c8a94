import type { Library } from '../library.ts';
import { changesFolder, chmods, copies, links, listsFolder, moves, named, removes, touches } from '../operations.ts';
import { known } from '../values.ts';
import { walks } from './python-operations.ts';

/** What the standard library does to files and folders. */
export const pythonFiles = (): Library['operations'] => ({
  ...named(
    removes(0),
    'os.remove',
    'os.unlink',
    'os.rmdir',
    'os.removedirs',
    'send2trash.send2trash',
    'pathlib.Path.unlink',
    'Path.unlink',
  ),
  'shutil.rmtree': removes(0, 'recursive', 'force'),
  '#unlink': removes('receiver'),
  '#rmtree': removes('receiver', 'recursive', 'force'),
  'Path#rmdir': removes('receiver'),
  ...named(moves(0, 1), 'os.rename', 'os.replace', 'os.renames', 'shutil.move'),
  'Path#rename': moves('receiver', 0),
  'Path#replace': moves('receiver', 0),
  ...named(copies(0, 1), 'shutil.copy', 'shutil.copy2', 'shutil.copyfile'),
  'shutil.copytree': copies(0, 1, 'recursive'),
  ...named(links(0, 1, 'symlink'), 'os.symlink'),
  'os.link': links(0, 1),
  'Path#symlink_to': links(0, 'receiver', 'symlink'),
  ...named(chmods(0, 1), 'os.chmod', 'os.lchmod'),
  'Path#chmod': chmods('receiver', 0),
  ...named(touches('file.chmod', 0, 'owner'), 'os.chown', 'shutil.chown', 'os.lchown'),
  'os.truncate': touches('file.write', 0, 'truncate'),
  ...named(touches('file.write', 0, 'create'), 'os.mkdir', 'os.makedirs', 'os.mknod', 'os.mkfifo'),
  'Path#mkdir': touches('file.write', 'receiver', 'create'),
  'Path#touch': touches('file.write', 'receiver', 'create'),
  'os.listdir': listsFolder,
  'os.scandir': listsFolder,
  'os.walk': walks,
  'os.fwalk': walks,
  'os.chdir': changesFolder,
  'os.getcwd': (call) => known(call.reading.setting().cwd ?? ''),
});
