// usage: node check_powershell.js GRAMMAR.wasm FILE.ps1…   Prints each syntax error; exits 1 if there is one.
const fs = require('fs');
const { Parser, Language } = require('web-tree-sitter');

function report(file, node) {
  if (node.isError || node.isMissing) {
    const { row, column } = node.startPosition;
    console.log(`${file}:${row + 1}:${column + 1}: ${node.isMissing ? 'missing ' + node.type : 'syntax error'}`);
    return 1;
  }
  return node.hasError ? node.children.reduce((sum, child) => sum + report(file, child), 0) : 0;
}

(async () => {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(process.argv[2]));
  let errors = 0;
  for (const file of process.argv.slice(3)) {
    errors += report(file, parser.parse(fs.readFileSync(file, 'utf8')).rootNode);
  }
  console.log(`${process.argv.length - 3} scripts, ${errors} errors`);
  process.exit(errors ? 1 : 0);
})();
