/**
 * The application inside a bare Electron runtime, as Electron's own default_app does it: loads `-r` modules, then the
 * folder that stands on the command line. Plain CommonJS, since it is packed into an asar as it is.
 */
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');

process.defaultApp = true;
const args = process.argv.slice(1);
let folder;
while (args.length > 0 && folder === undefined) {
  const argument = args.shift();
  if (argument === '-r' || argument === '--require') require(path.resolve(args.shift()));
  else if (!argument.startsWith('-')) folder = path.resolve(argument);
}
if (folder === undefined) {
  process.stderr.write('electron: expected the folder of an application\n');
  app.exit(2);
} else {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  app.setAppPath(folder);
  app.name = manifest.productName || manifest.name;
  app.setVersion(manifest.version);
  require(path.join(folder, manifest.main));
}
