/**
 * Purpose: evaluates an arithmetic expression exactly, with percentages and units.
 * Inputs: expression (numbers, + - * / ^ ! % "of", parentheses, functions, constants pi and e, units such as km or min,
 *   "in" or "to" for the unit of the result).
 * Outputs: result (number), exact (decimal, fraction or rounded text), unit, summary.
 * Constraints: pure computation, no imports; fractions of arbitrary size for + - * / and whole powers, floating point for
 *   roots and transcendental functions; nesting of at most 60; numbers of at most 5,000 digits; angles in radians unless
 *   marked with "deg" or °.
 */

const UNITS = {
  m: ['1', 'length', 'm metre metres meter meters'],
  km: ['1000', 'length', 'km kilometre kilometres kilometer kilometers'],
  cm: ['0.01', 'length', 'cm centimetre centimetres centimeter centimeters'],
  mm: ['0.001', 'length', 'mm millimetre millimetres millimeter millimeters'],
  mi: ['1609.344', 'length', 'mi mile miles'],
  yd: ['0.9144', 'length', 'yd yard yards'],
  ft: ['0.3048', 'length', 'ft foot feet'],
  inch: ['0.0254', 'length', 'inch inches'],
  kg: ['1', 'mass', 'kg kilogram kilograms kilo kilos'],
  g: ['0.001', 'mass', 'g gram grams'],
  mg: ['0.000001', 'mass', 'mg milligram milligrams'],
  t: ['1000', 'mass', 't tonne tonnes'],
  lb: ['0.45359237', 'mass', 'lb lbs pound pounds'],
  oz: ['0.028349523125', 'mass', 'oz ounce ounces'],
  s: ['1', 'time', 's sec secs second seconds'],
  min: ['60', 'time', 'minute minutes mins'],
  h: ['3600', 'time', 'h hr hrs hour hours'],
  day: ['86400', 'time', 'day days'],
  week: ['604800', 'time', 'week weeks'],
  l: ['1', 'volume', 'l litre litres liter liters'],
  ml: ['0.001', 'volume', 'ml millilitre millilitres milliliter milliliters'],
};
const CONSTANTS = { pi: Math.PI, e: Math.E, tau: 2 * Math.PI, phi: 1.618033988749895 };
const FLOATS = {
  exp: Math.exp,
  ln: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  cbrt: Math.cbrt,
};

export async function handler(input, _ctx) {
  const text = String(input.expression ?? '').trim();
  if (text === '') throw new Error('the expression is empty: give for instance "(3 + 4) * 2.5"');
  const state = { tokens: tokenise(text), at: 0, depth: 0, text };
  const value = conversion(state);
  if (state.at < state.tokens.length) throw new Error(`cannot read "${state.tokens[state.at].text}" in "${text}": expected an operator or the end`);
  const shown = value.unit === undefined ? value : divide(value, unitValue(value.unit));
  const exact = toText(shown);
  const result = toFloat(shown);
  if (!Number.isFinite(result)) throw new Error(`the result of "${text}" is too large or not a number`);
  const output = { result, exact };
  if (value.unit !== undefined) output.unit = value.unit;
  output.summary = `${text} ${exact.startsWith('≈') ? '' : '= '}${exact}${value.unit === undefined ? '' : ` ${value.unit}`}`;
  return output;
}

function tokenise(text) {
  const clean = text
    .replace(/[×·∙]/g, '*')
    .replace(/[÷]/g, '/')
    .replace(/[−–]/g, '-')
    .replace(/\*\*/g, '^')
    .replace(/√/g, 'sqrt')
    .replace(/π/g, 'pi')
    .replace(/²/g, '^2')
    .replace(/³/g, '^3')
    .replace(/[$€£¥]/g, '')
    .replace(/=\s*\??\s*$/, '')
    .replace(/(\d)[,_ '](?=\d{3}(?:\D|$))/g, (all, digit, at, whole) => (whole[at + 1] === ',' && insideCall(whole, at) ? all : digit));
  const pattern = /\s*(?:(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|([a-zA-Z]+(?:\d+(?=\())?|°)|([-+*/^()!%,]))/giy;
  const tokens = [];
  let at = 0;
  while (at < clean.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(clean);
    if (match === null) {
      if (clean.slice(at).trim() === '') break;
      throw new Error(`cannot read "${clean.slice(at).trim().slice(0, 20)}" in the expression "${text}"`);
    }
    at = pattern.lastIndex;
    if (match[1] !== undefined) tokens.push({ kind: 'number', text: match[1] });
    else if (match[2] !== undefined) tokens.push({ kind: 'word', text: match[2] });
    else tokens.push({ kind: match[3], text: match[3] });
  }
  return tokens;
}

/** Whether a comma stands between a function's parentheses, where it separates arguments. */
function insideCall(text, at) {
  const before = text.slice(0, at);
  return before.split('(').length > before.split(')').length;
}

function peek(state) {
  return state.tokens[state.at] ?? { kind: 'end', text: 'the end' };
}

function take(state, kind) {
  const token = peek(state);
  if (token.kind !== kind) return false;
  state.at += 1;
  return true;
}

function word(state, names) {
  const token = peek(state);
  if (token.kind !== 'word' || !names.includes(token.text.toLowerCase())) return false;
  state.at += 1;
  return true;
}

function conversion(state) {
  const value = sum(state);
  if (!word(state, ['in', 'to', 'as'])) return value;
  const name = peek(state).text;
  const unit = unitOf(name);
  if (unit === undefined) throw new Error(`unknown unit "${name}": known units are ${Object.keys(UNITS).join(', ')}`);
  state.at += 1;
  if (value.unit === undefined || UNITS[value.unit][1] !== UNITS[unit][1])
    throw new Error(`cannot express a value ${value.unit === undefined ? 'without unit' : `in ${value.unit}`} in ${unit}`);
  return { ...value, unit };
}

function sum(state) {
  state.depth += 1;
  if (state.depth > 60) throw new Error('the expression is nested too deeply; at most 60 levels');
  let left = product(state);
  for (;;) {
    const plus = take(state, '+') || word(state, ['plus']);
    if (!plus && !(take(state, '-') || word(state, ['minus']))) break;
    const right = product(state);
    const amount = right.percent === true && left.percent !== true ? multiply(strip(left), strip(right)) : right;
    const unit = sameUnit(left, amount, right.percent === true);
    left = { ...add(left, plus ? amount : negate(amount)), unit, percent: left.percent === true && right.percent === true };
  }
  state.depth -= 1;
  return left;
}

function sameUnit(left, right, percent) {
  if (percent || left.unit === right.unit) return left.unit;
  const same = left.unit !== undefined && right.unit !== undefined && UNITS[left.unit][1] === UNITS[right.unit][1];
  if (!same) throw new Error(`cannot add or subtract ${describe(left)} and ${describe(right)}`);
  return left.unit;
}

function describe(value) {
  return value.unit === undefined ? 'a plain number' : `a ${UNITS[value.unit][1]} in ${value.unit}`;
}

function product(state) {
  let left = unary(state);
  for (;;) {
    const token = peek(state);
    if (take(state, '*') || word(state, ['times', 'x', 'of'])) {
      const right = unary(state);
      if (left.unit !== undefined && right.unit !== undefined) throw new Error('products of two quantities with units are not supported');
      left = { ...multiply(left, right), unit: left.unit ?? right.unit };
    } else if (take(state, '/') || word(state, ['over', 'per'])) {
      const right = unary(state);
      if (isZero(right)) throw new Error(`division by zero in "${state.text}"`);
      if (right.unit !== undefined && (left.unit === undefined || UNITS[left.unit][1] !== UNITS[right.unit][1]))
        throw new Error(`cannot divide ${describe(left)} by ${describe(right)}`);
      left = { ...divide(left, right), unit: right.unit === undefined ? left.unit : undefined };
    } else if (take(state, '%') || word(state, ['mod', 'modulo'])) {
      left = modulo(left, unary(state));
    } else if (
      token.kind === '(' ||
      (token.kind === 'word' && unitOf(token.text) === undefined && (CONSTANTS[token.text.toLowerCase()] !== undefined || token.text.toLowerCase() === 'sqrt'))
    ) {
      left = { ...multiply(left, unary(state)), unit: left.unit };
    } else return left;
  }
}

function unary(state) {
  let negative = false;
  for (;;) {
    if (take(state, '-')) negative = !negative;
    else if (!take(state, '+')) break;
  }
  const value = power(state);
  return negative ? { ...negate(value), unit: value.unit, percent: value.percent } : value;
}

function power(state) {
  const base = postfix(state);
  if (!take(state, '^')) return base;
  state.depth += 1;
  if (state.depth > 60) throw new Error('the expression is nested too deeply; at most 60 levels');
  const exponent = unary(state);
  state.depth -= 1;
  if (base.unit !== undefined || exponent.unit !== undefined) throw new Error('powers of quantities with units are not supported');
  return raise(base, exponent);
}

function postfix(state) {
  let value = primary(state);
  for (;;) {
    const token = peek(state);
    if (token.kind === '!') {
      state.at += 1;
      value = factorial(value);
    } else if (token.kind === '%' && !startsOperand(state.tokens[state.at + 1])) {
      state.at += 1;
      value = { ...divide(value, whole(100n)), percent: true };
    } else if (token.kind === 'word' && ['percent', 'pct'].includes(token.text.toLowerCase())) {
      state.at += 1;
      value = { ...divide(value, whole(100n)), percent: true };
    } else if (token.kind === 'word' && (token.text === '°' || token.text.toLowerCase() === 'deg')) {
      state.at += 1;
      value = float((toFloat(value) * Math.PI) / 180);
    } else if (token.kind === 'word' && value.unit === undefined && unitOf(token.text) !== undefined) {
      state.at += 1;
      const unit = unitOf(token.text);
      value = { ...multiply(value, unitValue(unit)), unit };
    } else return value;
  }
}

function startsOperand(token) {
  return (
    token !== undefined &&
    (token.kind === 'number' ||
      token.kind === '(' ||
      (token.kind === 'word' && !['of', 'plus', 'minus', 'times', 'in', 'to', 'x'].includes(token.text.toLowerCase())))
  );
}

function primary(state) {
  const token = peek(state);
  if (token.kind === 'number') {
    state.at += 1;
    return decimal(token.text);
  }
  if (take(state, '(')) {
    const value = sum(state);
    if (!take(state, ')')) throw new Error(`a closing parenthesis is missing in "${state.text}"`);
    return value;
  }
  if (token.kind === 'word') {
    const name = token.text.toLowerCase();
    state.at += 1;
    if (take(state, '(')) return call(name, list(state), state);
    if (CONSTANTS[name] !== undefined) return float(CONSTANTS[name]);
    if (name === 'sqrt') return squareRoot(unary(state));
    throw new Error(`unknown name "${token.text}" in "${state.text}": write numbers, operators and functions such as sqrt(2)`);
  }
  throw new Error(`expected a number before ${token.text === 'the end' ? token.text : `"${token.text}"`} in "${state.text}"`);
}

function list(state) {
  const values = [];
  if (take(state, ')')) return values;
  for (;;) {
    values.push(sum(state));
    if (take(state, ')')) return values;
    if (!take(state, ',')) throw new Error(`a closing parenthesis is missing in "${state.text}"`);
  }
}

function call(name, values, state) {
  if (values.length === 0) throw new Error(`${name}() needs a value in "${state.text}"`);
  const [first, second] = values;
  const keep = (value) => ({ ...value, unit: first.unit });
  switch (name) {
    case 'sqrt':
      return squareRoot(first);
    case 'abs':
      return keep(first.n !== undefined ? (first.n < 0n ? negate(first) : first) : float(Math.abs(first.f)));
    case 'round':
      return rounded(first, second, (value, unit) => roundHalfUp(value, unit));
    case 'floor':
      return rounded(first, second, (value, unit) => floorDivide(value, unit));
    case 'ceil':
      return rounded(first, second, (value, unit) => -floorDivide(-value, unit));
    case 'trunc':
      return rounded(first, second, (value, unit) => value / unit);
    case 'min':
      return values.reduce((a, b) => (compare(b, a) < 0 ? b : a));
    case 'max':
      return values.reduce((a, b) => (compare(b, a) > 0 ? b : a));
    case 'sum':
      return keep(values.reduce(add));
    case 'product':
      return keep(values.reduce(multiply));
    case 'avg':
    case 'average':
    case 'mean':
      return keep(divide(values.reduce(add), whole(BigInt(values.length))));
    case 'median':
      return keep(median(values));
    case 'gcd':
      return whole(values.map((value) => integer(value, 'gcd')).reduce(gcd));
    case 'lcm':
      return whole(values.map((value) => integer(value, 'lcm')).reduce((a, b) => (a === 0n || b === 0n ? 0n : absolute(a * b) / gcd(a, b))));
    case 'mod':
    case 'modulo':
      return modulo(first, second ?? whole(1n));
    case 'pow':
    case 'power':
      return raise(first, second ?? whole(2n));
    case 'factorial':
      return factorial(first);
    case 'log':
      return float(second === undefined ? Math.log10(toFloat(first)) : Math.log(toFloat(first)) / Math.log(toFloat(second)));
    case 'root':
      return float(toFloat(first) ** (1 / toFloat(second ?? whole(2n))));
    default: {
      const compute = FLOATS[name];
      if (compute === undefined)
        throw new Error(
          `unknown function "${name}": known are sqrt, abs, round, min, max, sum, avg, median, gcd, lcm, mod, pow, log, ${Object.keys(FLOATS).join(', ')}`,
        );
      const value = compute(toFloat(first));
      if (!Number.isFinite(value)) throw new Error(`${name}(${toText(first)}) is not defined`);
      return float(value);
    }
  }
}

/* Values: {n, d} is the fraction n/d in base units, {f} a floating point number; unit names the unit to show. */

function whole(n) {
  return { n, d: 1n };
}
function float(f) {
  return Number.isInteger(f) && Math.abs(f) < 9007199254740992 ? whole(BigInt(f)) : { f };
}
function strip(value) {
  return value.n === undefined ? { f: value.f } : { n: value.n, d: value.d };
}
function toFloat(value) {
  if (value.n === undefined) return value.f;
  const direct = Number(value.n) / Number(value.d);
  return Number.isFinite(direct) ? direct : Number(value.n / value.d);
}
function isZero(value) {
  return value.n === undefined ? value.f === 0 : value.n === 0n;
}
function absolute(n) {
  return n < 0n ? -n : n;
}
function gcd(a, b) {
  let [x, y] = [absolute(a), absolute(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
function fraction(n, d) {
  if (d === 0n) throw new Error('division by zero');
  const sign = d < 0n ? -1n : 1n;
  const common = gcd(n, d) || 1n;
  return { n: (sign * n) / common, d: (sign * d) / common };
}
function decimal(text) {
  const [mantissa, exponent] = text.toLowerCase().split('e');
  const [before, after = ''] = mantissa.split('.');
  const power = Number(exponent ?? 0) - after.length;
  if (Math.abs(power) > 5000) throw new Error(`the number "${text}" has too many digits`);
  const digits = BigInt(`${before}${after}` || '0');
  return power >= 0 ? whole(digits * 10n ** BigInt(power)) : fraction(digits, 10n ** BigInt(-power));
}
function add(a, b) {
  return a.n !== undefined && b.n !== undefined ? fraction(a.n * b.d + b.n * a.d, a.d * b.d) : float(toFloat(a) + toFloat(b));
}
function negate(a) {
  return a.n !== undefined ? { n: -a.n, d: a.d } : { f: -a.f };
}
function multiply(a, b) {
  return a.n !== undefined && b.n !== undefined ? fraction(a.n * b.n, a.d * b.d) : float(toFloat(a) * toFloat(b));
}
function divide(a, b) {
  return a.n !== undefined && b.n !== undefined ? fraction(a.n * b.d, a.d * b.n) : float(toFloat(a) / toFloat(b));
}
function compare(a, b) {
  return a.n !== undefined && b.n !== undefined ? Number(a.n * b.d > b.n * a.d) - Number(a.n * b.d < b.n * a.d) : toFloat(a) - toFloat(b);
}
function floorDivide(n, d) {
  return n >= 0n || n % d === 0n ? n / d : n / d - 1n;
}
function roundHalfUp(n, d) {
  return n < 0n ? -floorDivide(-2n * n + d, 2n * d) : floorDivide(2n * n + d, 2n * d);
}
function rounded(value, digits, how) {
  const places = digits === undefined ? 0n : integer(digits, 'round');
  if (absolute(places) > 1000n) throw new Error('at most 1,000 decimal places');
  const unit = value.unit === undefined ? whole(1n) : unitValue(value.unit);
  const plain = divide(value, unit);
  const exact = plain.n === undefined ? decimalOf(plain.f) : plain;
  const scale = places >= 0n ? whole(10n ** places) : fraction(1n, 10n ** -places);
  const scaled = multiply(exact, scale);
  return { ...multiply(divide(whole(how(scaled.n, scaled.d)), scale), unit), unit: value.unit };
}
function decimalOf(value) {
  const text = String(value);
  return text.startsWith('-') ? negate(decimal(text.slice(1))) : decimal(text);
}
function integer(value, name) {
  if (value.n === undefined || value.d !== 1n) throw new Error(`${name} needs whole numbers, got ${toText(value)}`);
  return value.n;
}
function modulo(a, b) {
  if (isZero(b)) throw new Error('the remainder of a division by zero is not defined');
  if (a.n === undefined || b.n === undefined) {
    const [x, y] = [toFloat(a), toFloat(b)];
    return float(x - y * Math.floor(x / y));
  }
  const quotient = divide(a, b);
  return add(a, negate(multiply(b, whole(floorDivide(quotient.n, quotient.d)))));
}
function raise(base, exponent) {
  if (base.n !== undefined && exponent.n !== undefined && exponent.d === 1n) {
    const size = absolute(exponent.n);
    const digits = Math.max(String(base.n).length, String(base.d).length);
    if (size * BigInt(digits) > 5000n) throw new Error('the power has too many digits; at most 5,000');
    if (exponent.n >= 0n) return { n: base.n ** size, d: base.d ** size };
    return fraction(base.d ** size, base.n ** size);
  }
  const value = toFloat(base) ** toFloat(exponent);
  if (!Number.isFinite(value)) throw new Error(`the power ${toText(base)} ^ ${toText(exponent)} is not defined`);
  return float(value);
}
function factorial(value) {
  const n = integer(value, 'factorial');
  if (n < 0n || n > 1000n) throw new Error('factorials are supported from 0 to 1,000');
  let result = 1n;
  for (let factor = 2n; factor <= n; factor += 1n) result *= factor;
  return whole(result);
}
function wholeRoot(n) {
  if (n < 2n) return n;
  let x = BigInt(Math.floor(Math.sqrt(Number(n)))) || 1n;
  if (String(n).length > 300) x = 10n ** BigInt(Math.ceil(String(n).length / 2));
  for (let step = 0; step < 4000; step += 1) {
    const next = (x + n / x) / 2n;
    if (absolute(next - x) <= 1n) {
      for (let guess = (next > x ? next : x) + 1n; guess >= 0n; guess -= 1n) if (guess * guess <= n) return guess;
    }
    x = next;
  }
  return x;
}
function squareRoot(value) {
  if (value.unit !== undefined) throw new Error('roots of quantities with units are not supported');
  if (compare(value, whole(0n)) < 0) throw new Error(`the square root of ${toText(value)} is not a real number`);
  if (value.n !== undefined) {
    const [n, d] = [wholeRoot(value.n), wholeRoot(value.d)];
    if (n * n === value.n && d * d === value.d) return { n, d };
  }
  return float(Math.sqrt(toFloat(value)));
}
function median(values) {
  const sorted = values.toSorted(compare);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : divide(add(sorted[half - 1], sorted[half]), whole(2n));
}
function toText(value) {
  if (value.n === undefined) return `≈ ${Number(value.f.toPrecision(15))}`;
  if (value.d === 1n) return String(value.n);
  let rest = value.d;
  let places = 0;
  while (rest % 10n === 0n) {
    rest /= 10n;
    places += 1;
  }
  while (rest % 2n === 0n) {
    rest /= 2n;
    places += 1;
  }
  while (rest % 5n === 0n) {
    rest /= 5n;
    places += 1;
  }
  if (rest !== 1n || places > 50) return `≈ ${Number(toFloat(value).toPrecision(15))}${String(value.d).length <= 9 ? ` (${value.n}/${value.d})` : ''}`;
  const scaled = String((absolute(value.n) * 10n ** BigInt(places)) / value.d).padStart(places + 1, '0');
  return `${value.n < 0n ? '-' : ''}${scaled.slice(0, -places)}.${scaled.slice(-places)}`.replace(/0+$/, '').replace(/\.$/, '');
}
function unitOf(name) {
  if (name === 'min' || name === 'in') return name === 'min' ? 'min' : undefined;
  const exact = Object.keys(UNITS).find((key) => UNITS[key][2].split(' ').includes(name));
  return exact ?? Object.keys(UNITS).find((key) => name.length > 2 && UNITS[key][2].split(' ').includes(name.toLowerCase()));
}
function unitValue(unit) {
  return decimal(UNITS[unit][0]);
}
