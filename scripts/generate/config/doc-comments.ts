import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** Doc comments of the properties of a file's classes, by `Class.property`, on one line each. */
export function docComments(file: string): ReadonlyMap<string, string> {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = new Map<string, string>();
  for (const statement of source.statements) {
    if (!ts.isClassDeclaration(statement) || !statement.name) continue;
    for (const member of statement.members) {
      const comment = ts.getJSDocCommentsAndTags(member).find(ts.isJSDoc)?.comment;
      const text = ts.getTextOfJSDocComment(comment)?.replace(/\s+/g, ' ').trim();
      if (text && member.name) found.set(`${statement.name.text}.${member.name.getText(source)}`, text);
    }
  }
  return found;
}
