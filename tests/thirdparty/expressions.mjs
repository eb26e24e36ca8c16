// Evaluates expressions with GitHub's own engine: a line of JSON in, {"expression", "contexts"}, a line of JSON out.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { Evaluator, Lexer, Parser, data } = await import(pathToFileURL(process.argv[2]).href);

function value(plain) {
  if (plain === null) return new data.Null();
  if (typeof plain === "string") return new data.StringData(plain);
  if (typeof plain === "number") return new data.NumberData(plain);
  if (typeof plain === "boolean") return new data.BooleanData(plain);
  return new data.Dictionary(...Object.entries(plain).map(([key, inner]) => ({ key, value: value(inner) })));
}

for await (const line of createInterface({ input: process.stdin })) {
  const { expression, contexts } = JSON.parse(line);
  const tokens = new Lexer(expression).lex().tokens;
  const tree = new Parser(tokens, Object.keys(contexts), []).parse();
  const result = new Evaluator(tree, value(contexts), new Map()).evaluate();
  process.stdout.write(`${JSON.stringify(result.coerceString())}\n`);
}
