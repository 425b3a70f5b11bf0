/**
 * Purpose: calendar arithmetic in the Gregorian calendar.
 * Inputs: operation (difference, age, add, subtract, weekday, workdays, describe), date, otherDate, amount, unit.
 * Outputs: result and, by operation, days, weeks, years, months, restDays, date, weekday, week, dayOfYear, leapYear; summary.
 * Constraints: pure computation, no imports; years 1 to 9999; dates as 2024-02-29, 29 February 2024, Feb 29, 2024,
 *   29.02.2024, 2024/02/29, or today, tomorrow, yesterday (UTC); 03/04/2024 is read as day/month/year unless that is impossible.
 */

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export async function handler(input, _ctx) {
  const date = parse(input.date);
  switch (input.operation) {
    case 'difference':
      return inUnit(difference(date, parse(input.otherDate ?? 'today')), input.unit);
    case 'age':
      return ageOf(date, parse(input.otherDate ?? 'today'));
    case 'workdays':
      return workdays(date, parse(input.otherDate ?? 'today'));
    case 'add':
      return moved(date, amountOf(input), input.unit ?? 'days');
    case 'subtract':
      return moved(date, -amountOf(input), input.unit ?? 'days');
    case 'weekday':
      return { result: weekday(date), date: iso(date), weekday: weekday(date), summary: `${iso(date)} is a ${weekday(date)}` };
    case 'describe':
      return described(date);
    default:
      throw new Error(`unknown operation "${input.operation}": use difference, age, add, subtract, weekday, workdays or describe`);
  }
}

function amountOf(input) {
  if (!Number.isInteger(input.amount)) throw new Error(`"amount" must be a whole number, got ${JSON.stringify(input.amount)}`);
  return input.amount;
}

/** Days since 1970-01-01 of a civil date (Howard Hinnant, chrono-compatible date algorithms). */
function daysOf({ year, month, day }) {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

function civil(days) {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const part = Math.floor((5 * dayOfYear + 2) / 153);
  const month = part < 10 ? part + 3 : part - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * part + 2) / 5) + 1 };
}

function leap(year) {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function monthDays(year, month) {
  return month === 2 ? (leap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function parse(given) {
  const text = String(given ?? '')
    .trim()
    .toLowerCase()
    .replace(/(\d)(st|nd|rd|th)\b/g, '$1')
    .replace(/\bof\b/g, ' ')
    .replace(/^(on )?(sun|mon|tues|wednes|thurs|fri|satur)day,?\s+/, '')
    .replace(/t\d{2}:\d{2}.*$/, '')
    .trim();
  const relative = { today: 0, now: 0, tomorrow: 1, yesterday: -1 };
  if (relative[text] !== undefined) return civil(Math.floor(Date.now() / 86400000) + relative[text]);
  let match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (match !== null) return checked(Number(match[1]), Number(match[2]), Number(match[3]), given);
  match = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  if (match !== null) {
    const [first, second, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
    return second > 12 ? checked(year, first, second, given) : checked(year, second, first, given);
  }
  match = /^(\d{1,2})\.?[\s-]+([a-z]+)\.?,?[\s-]+(\d{4})$/.exec(text);
  if (match !== null) return checked(Number(match[3]), monthOf(match[2], given), Number(match[1]), given);
  match = /^([a-z]+)\.?[\s-]+(\d{1,2}),?[\s-]+(\d{4})$/.exec(text);
  if (match !== null) return checked(Number(match[3]), monthOf(match[1], given), Number(match[2]), given);
  throw new Error(`"${given}" is not a date: write it like 2024-02-29 or 29 February 2024`);
}

function monthOf(name, given) {
  const index = MONTHS.findIndex((month) => name.length >= 3 && month.startsWith(name.replace(/^sept$/, 'sep')));
  if (index < 0) throw new Error(`"${given}" names no month: write it like 29 February 2024`);
  return index + 1;
}

function checked(year, month, day, given) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > monthDays(year, month))
    throw new Error(`"${given}" is not a date of the calendar`);
  return { year, month, day };
}

function iso({ year, month, day }) {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function weekday(date) {
  return WEEKDAYS[(((daysOf(date) + 4) % 7) + 7) % 7];
}

function plural(count, noun) {
  return `${count} ${noun}${Math.abs(count) === 1 ? '' : 's'}`;
}

function difference(a, b) {
  const days = daysOf(b) - daysOf(a);
  const [from, to] = days >= 0 ? [a, b] : [b, a];
  let months = (to.year - from.year) * 12 + to.month - from.month;
  if (daysOf(shift(from, months)) > daysOf(to)) months -= 1;
  const restDays = daysOf(to) - daysOf(shift(from, months));
  const years = Math.floor(months / 12);
  const size = Math.abs(days);
  const parts = [
    years > 0 ? plural(years, 'year') : '',
    months % 12 > 0 ? plural(months % 12, 'month') : '',
    restDays > 0 || months === 0 ? plural(restDays, 'day') : '',
  ].filter((part) => part !== '');
  return {
    result: size,
    days,
    weeks: Number((size / 7).toFixed(2)),
    years,
    months: months % 12,
    restDays,
    from: iso(a),
    to: iso(b),
    summary: `From ${iso(a)} to ${iso(b)}: ${plural(size, 'day')}${days < 0 ? ' back' : ''}${size >= 7 ? ` (${parts.join(', ')}; ${Number((size / 7).toFixed(2))} weeks)` : ''}`,
  };
}

/** A difference asked for in weeks, months or years: weeks to two decimals, months and years as whole ones. */
function inUnit(output, unit) {
  switch (unit) {
    case 'weeks':
      return { ...output, result: output.weeks, unit };
    case 'months':
      return { ...output, result: output.years * 12 + output.months, unit };
    case 'years':
      return { ...output, result: output.years, unit };
    default:
      return output;
  }
}

function ageOf(birth, day) {
  const { years, months, restDays, days } = difference(birth, day);
  if (days < 0) throw new Error(`${iso(birth)} is after ${iso(day)}`);
  return {
    result: years,
    years,
    months,
    restDays,
    days,
    summary: `Born on ${iso(birth)}, the age on ${iso(day)} is ${plural(years, 'year')} (and ${plural(months, 'month')}, ${plural(restDays, 'day')})`,
  };
}

function workdays(a, b) {
  const [from, to] = daysOf(a) <= daysOf(b) ? [a, b] : [b, a];
  const days = daysOf(to) - daysOf(from);
  const first = (((daysOf(from) + 4) % 7) + 7) % 7;
  let count = Math.floor(days / 7) * 5;
  for (let extra = 1; extra <= days % 7; extra += 1) if (![0, 6].includes((first + Math.floor(days / 7) * 7 + extra) % 7)) count += 1;
  return {
    result: count,
    days,
    from: iso(from),
    to: iso(to),
    summary: `From ${iso(from)} to ${iso(to)}: ${plural(count, 'working day')} (Monday to Friday, the first day not counted, no holidays)`,
  };
}

function shift(date, months) {
  const index = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return { year, month, day: Math.min(date.day, monthDays(year, month)) };
}

function moved(date, amount, unit) {
  let result;
  switch (unit) {
    case 'days':
      result = civil(daysOf(date) + amount);
      break;
    case 'weeks':
      result = civil(daysOf(date) + amount * 7);
      break;
    case 'months':
      result = shift(date, amount);
      break;
    case 'years':
      result = shift(date, amount * 12);
      break;
    case 'workdays':
      result = movedWorkdays(date, amount);
      break;
    default:
      throw new Error(`unknown unit "${unit}": use days, weeks, months, years or workdays`);
  }
  if (result.year < 1 || result.year > 9999) throw new Error('the result is outside the years 1 to 9999');
  return {
    result: iso(result),
    date: iso(result),
    weekday: weekday(result),
    summary: `${plural(Math.abs(amount), unit === 'workdays' ? 'working day' : unit.slice(0, -1))} ${amount < 0 ? 'before' : 'after'} ${iso(date)} is ${iso(result)}, a ${weekday(result)}`,
  };
}

function movedWorkdays(date, amount) {
  if (Math.abs(amount) > 100000) throw new Error('at most 100,000 working days');
  let days = daysOf(date);
  let left = Math.abs(amount);
  while (left > 0) {
    days += amount < 0 ? -1 : 1;
    if (![0, 6].includes((((days + 4) % 7) + 7) % 7)) left -= 1;
  }
  return civil(days);
}

function described(date) {
  const dayOfYear = daysOf(date) - daysOf({ year: date.year, month: 1, day: 1 }) + 1;
  const thursday = daysOf(date) - ((((daysOf(date) + 3) % 7) + 7) % 7) + 3;
  const week = Math.floor((thursday - daysOf({ year: civil(thursday).year, month: 1, day: 1 })) / 7) + 1;
  const quarter = Math.ceil(date.month / 3);
  const leapYear = leap(date.year);
  const result = `${iso(date)} is a ${weekday(date)}, ISO week ${week}, day ${dayOfYear} of the year, quarter ${quarter}; ${date.year} is ${leapYear ? '' : 'not '}a leap year`;
  return { result, date: iso(date), weekday: weekday(date), week, dayOfYear, quarter, leapYear, summary: result };
}
