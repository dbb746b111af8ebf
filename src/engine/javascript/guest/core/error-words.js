// What V8 says where the interpreter says something else.
const WORDS = [
  [/^cannot read property '(.*)' of (undefined|null)$/s, (key, of) =>
    key === 'Symbol.iterator' ? `${of} is not iterable` : `Cannot read properties of ${of} (reading '${key}')`],
  [/^cannot set property '(.*)' of (undefined|null)$/s, (key, of) => `Cannot set properties of ${of} (setting '${key}')`],
  [/^(.+) is not initialized$/, (name) => `Cannot access '${name}' before initialization`],
  [/^'(.+)' is read-only$/, () => 'Assignment to constant variable.'],
  [/^invalid 'instanceof' right operand$/, () => "Right-hand side of 'instanceof' is not callable"],
  [/^cannot convert symbol to (string|number)$/, (to) => `Cannot convert a Symbol value to a ${to}`],
  [/^empty array$/, () => 'Reduce of empty array with no initial value'],
  [/^invalid array length$/, () => 'Invalid array length'],
  [/^expecting hex digit$/, () => 'URI malformed'],
  [/^Date value is NaN$/, () => 'Invalid time value'],
  [/^object is not extensible$/, () => 'Cannot add property, object is not extensible'],
  [/^cannot mix BigInt.*|^cannot convert BigInt to number$/, () => 'Cannot mix BigInt and other types, use explicit conversions'],
  [/^circular reference$/, () => 'Converting circular structure to JSON'],
  [/^BigInt are forbidden in JSON.stringify$/, () => 'Do not know how to serialize a BigInt'],
  [/^(.*JSON.*) \(line \d+ column \d+\)$/, (text) => text],
  [/^class constructors must be invoked with 'new'$/, () => "Class constructor cannot be invoked without 'new'"],
]; // prettier-ignore

const SYNTAX = [
  [/^(.*JSON.*) \(line \d+ column \d+\)$/, (text) => text],
  [/^unexpected token in expression: ''$/, () => 'Unexpected end of input'],
  [/^unexpected token in expression: '(.+)'$/s, (token) => (token === '@' || token[0] === '#' ? 'Invalid or unexpected token' : `Unexpected token '${token}'`)],
  [/^return not in a function$/, () => 'Illegal return statement'],
  [/^(?:break|continue) must be inside/, () => 'Illegal break statement'],
  [/^missing initializer for variable/, () => 'Missing initializer in const declaration'],
  [/^invalid redefinition of (?:lexical|global) identifier$/, (_, name) => `Identifier '${name}' has already been declared`],
  [/^unexpected end of string$/, () => 'Invalid or unexpected token'],
  [/^expecting '\)'$|^Unexpected end of input$/, (_, name, line) => (/\w\s*\([^)]*$/.test(line) ? 'missing ) after argument list' : 'Unexpected end of input')],
  [/^function name expected$/, () => 'Function statements require a function name'],
  [/^invalid assignment left-hand side$/, () => 'Invalid left-hand side in assignment'],
  [/^expecting catch or finally$/, () => 'Missing catch or finally after try'],
  [/^(?:expecting ';'|invalid property name|expecting property name|expecting '.')$/, (_, name, line, rest) => unexpected(rest)],
  [/^unsupported keyword: export$/, () => "Unexpected token 'export'"],
  [/^Could not find export '(.+)' in module '(.+)'$/, (name, from) => `The requested module '${from}' does not provide an export named '${name}'`],
]; // prettier-ignore

/** What V8 says of the token that does not fit. */
function unexpected(rest) {
  const token = /^\s*([\w$]+|\S)/.exec(rest)?.[1];
  if (token === undefined) return 'Unexpected end of input';
  if (/^\d/.test(token)) return 'Unexpected number';
  if (/^["'`]/.test(token)) return token === '`' ? 'Unexpected template string' : 'Unexpected string';
  return /^[A-Za-z_$]/.test(token) ? `Unexpected identifier '${token}'` : `Unexpected token '${token}'`;
}

module.exports = { WORDS, SYNTAX };
