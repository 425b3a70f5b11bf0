/**
 * Purpose: converts a value between units of length, mass, temperature, volume, area, speed, data, time, energy, pressure,
 *   power and angle.
 * Inputs: value (number), from (unit), to (unit). Symbols, names, plurals, British and American spellings are understood.
 * Outputs: result (number), unit (symbol of the target), quantity, summary.
 * Constraints: pure computation, no imports; gallons, pints, cups and fluid ounces are US measures unless "imperial" or
 *   "UK" is said; kB, MB, GB are powers of 1,000 and KiB, MiB, GiB powers of 1,024; a year has 365.2425 days.
 */

/* quantity: symbol | factor to the base unit | names */
const TABLE = {
  length: [
    'm|1|metre meter',
    'km|1000|kilometre kilometer klick',
    'dm|0.1|decimetre decimeter',
    'cm|0.01|centimetre centimeter',
    'mm|0.001|millimetre millimeter',
    'µm|0.000001|um micrometre micrometer micron',
    'nm|0.000000001|nanometre nanometer',
    'mi|1609.344|mile',
    'yd|0.9144|yard',
    'ft|0.3048|foot feet',
    'in|0.0254|inch inches',
    'nmi|1852|nautical_mile',
    'ly|9460730472580800|light_year lightyear',
    'au|149597870700|astronomical_unit',
    'league|4828.032|league',
    'furlong|201.168|furlong',
    'fathom|1.8288|fathom',
  ],
  mass: [
    'kg|1|kilogram kilogramme kilo',
    'g|0.001|gram gramme',
    'mg|0.000001|milligram milligramme',
    'µg|0.000000001|ug mcg microgram',
    't|1000|tonne metric_ton',
    'lb|0.45359237|lbs pound',
    'oz|0.028349523125|ounce',
    'st|6.35029318|stone',
    'ton|907.18474|short_ton us_ton',
    'long ton|1016.0469088|long_ton imperial_ton',
    'ct|0.0002|carat',
  ],
  volume: [
    'l|1|litre liter',
    'ml|0.001|millilitre milliliter cc',
    'cl|0.01|centilitre centiliter',
    'dl|0.1|decilitre deciliter',
    'hl|100|hectolitre hectoliter',
    'm³|1000|m3 m^3 cubic_metre cubic_meter',
    'cm³|0.001|cm3 cm^3 cubic_centimetre cubic_centimeter',
    'gal|3.785411784|gallon us_gallon',
    'qt|0.946352946|quart us_quart',
    'pt|0.473176473|pint us_pint',
    'cup|0.2365882365|cup us_cup',
    'fl oz|0.0295735295625|fluid_ounce floz fl_oz',
    'tbsp|0.01478676478125|tablespoon',
    'tsp|0.00492892159375|teaspoon',
    'imp gal|4.54609|imperial_gallon uk_gallon',
    'imp pt|0.56826125|imperial_pint uk_pint',
    'ft³|28.316846592|ft3 ft^3 cubic_foot cubic_feet',
    'in³|0.016387064|in3 in^3 cubic_inch cubic_inches',
    'bbl|158.987294928|barrel oil_barrel',
  ],
  area: [
    'm²|1|m2 m^2 sqm square_metre square_meter',
    'km²|1000000|km2 km^2 square_kilometre square_kilometer',
    'cm²|0.0001|cm2 cm^2 square_centimetre square_centimeter',
    'mm²|0.000001|mm2 mm^2 square_millimetre square_millimeter',
    'ha|10000|hectare',
    'acre|4046.8564224|acre',
    'ft²|0.09290304|ft2 ft^2 sqft sq_ft square_foot square_feet',
    'in²|0.00064516|in2 in^2 square_inch square_inches',
    'yd²|0.83612736|yd2 yd^2 square_yard',
    'mi²|2589988.110336|mi2 mi^2 square_mile',
    'are|100|are',
  ],
  speed: [
    'm/s|1|mps metre_per_second meter_per_second metres_per_second meters_per_second',
    'km/h|0.2777777777777778|kmh kph kmph kilometre_per_hour kilometer_per_hour kilometres_per_hour kilometers_per_hour',
    'mph|0.44704|mi/h mile_per_hour miles_per_hour',
    'kn|0.5144444444444445|knot kt',
    'ft/s|0.3048|fps foot_per_second feet_per_second',
    'Mach|340.29|mach',
    'c|299792458|speed_of_light',
  ],
  data: [
    'B|1|byte',
    'bit|0.125|bit',
    'kB|1000|KB kilobyte',
    'MB|1000000|megabyte',
    'GB|1000000000|gigabyte',
    'TB|1000000000000|terabyte',
    'PB|1000000000000000|petabyte',
    'KiB|1024|kibibyte',
    'MiB|1048576|mebibyte',
    'GiB|1073741824|gibibyte',
    'TiB|1099511627776|tebibyte',
    'kbit|125|kb kilobit',
    'Mbit|125000|Mb megabit',
    'Gbit|125000000|Gb gigabit',
    'Tbit|125000000000|Tb terabit',
  ],
  time: [
    's|1|sec second',
    'ms|0.001|millisecond',
    'µs|0.000001|us microsecond',
    'ns|0.000000001|nanosecond',
    'min|60|minute',
    'h|3600|hr hour',
    'd|86400|day',
    'wk|604800|week',
    'fortnight|1209600|fortnight',
    'month|2629746|month',
    'yr|31556952|year',
    'decade|315569520|decade',
    'century|3155695200|century centuries',
  ],
  energy: [
    'J|1|joule',
    'kJ|1000|kilojoule',
    'MJ|1000000|megajoule',
    'GJ|1000000000|gigajoule',
    'Wh|3600|watt_hour watthour',
    'kWh|3600000|kilowatt_hour kilowatthour',
    'MWh|3600000000|megawatt_hour megawatthour',
    'cal|4.184|calorie',
    'kcal|4184|kilocalorie Cal',
    'BTU|1055.05585262|btu british_thermal_unit',
    'eV|1.602176634e-19|electronvolt',
    'ft·lb|1.3558179483314004|ftlb foot_pound',
  ],
  pressure: [
    'Pa|1|pascal',
    'hPa|100|hectopascal',
    'kPa|1000|kilopascal',
    'MPa|1000000|megapascal',
    'bar|100000|bar',
    'mbar|100|millibar',
    'atm|101325|atmosphere',
    'psi|6894.757293168361|pound_per_square_inch pounds_per_square_inch',
    'mmHg|133.322387415|millimetre_of_mercury torr',
    'inHg|3386.389|inch_of_mercury',
  ],
  power: [
    'W|1|watt',
    'mW|0.001|milliwatt',
    'kW|1000|kilowatt',
    'MW|1000000|megawatt',
    'GW|1000000000|gigawatt',
    'hp|745.6998715822702|horsepower',
    'PS|735.49875|metric_horsepower',
  ],
  angle: [
    '°|0.017453292519943295|deg degree',
    'rad|1|radian',
    'grad|0.015707963267948967|gradian gon',
    'turn|6.283185307179586|turn revolution',
    '′|0.0002908882086657216|arcminute',
    '″|0.00000484813681109536|arcsecond',
  ],
};
const TEMPERATURE = {
  '°C': 'c celsius centigrade °c degc degree_celsius degrees_celsius degree_centigrade degrees_centigrade degree_c degrees_c',
  '°F': 'f fahrenheit °f degf degree_fahrenheit degrees_fahrenheit degree_f degrees_f',
  K: 'k kelvin kelvins',
  '°R': 'rankine °r degrees_rankine',
};

export async function handler(input, _ctx) {
  const value = Number(input.value);
  if (!Number.isFinite(value)) throw new Error(`"${input.value}" is not a number: give the amount in "value"`);
  const sources = lookup(input.from);
  const targets = lookup(input.to);
  const pair = sources.flatMap((from) => targets.map((to) => ({ from, to }))).find(({ from, to }) => from.quantity === to.quantity);
  if (pair === undefined)
    throw new Error(`cannot convert ${sources[0].quantity} (${input.from}) to ${targets[0].quantity} (${input.to}): both units must measure the same quantity`);
  const { from, to } = pair;
  const raw = from.quantity === 'temperature' ? fromKelvin(toKelvin(value, from.symbol), to.symbol) : (value * from.factor) / to.factor;
  const result = Number(raw.toPrecision(12));
  return { result, unit: to.symbol, quantity: from.quantity, summary: `${value} ${from.symbol} = ${shown(result)} ${to.symbol}` };
}

/** All readings of a unit's name; the spelling as given wins, because case tells MB from Mb and mW from MW. */
function lookup(given) {
  const name = String(given ?? '')
    .trim()
    .replace(/\.$/, '')
    .replace(/\s+/g, ' ');
  for (const test of [(exact) => exact === name, (exact) => exact.toLowerCase() === name.toLowerCase(), (exact) => plain(exact) === plain(name)]) {
    const found = readings(test);
    if (found.length > 0) return found;
  }
  throw new Error(
    `unknown unit "${given}": known units are ${Object.values(TABLE)
      .flat()
      .map((line) => line.split('|')[0])
      .join(', ')}, °C, °F, K`,
  );
}

function readings(test) {
  const found = [];
  for (const [quantity, lines] of Object.entries(TABLE)) {
    for (const line of lines) {
      const [symbol, factor, names] = line.split('|');
      const all = [symbol, ...names.split(' ').map((name) => name.replace(/_/g, ' '))];
      if (all.some((name) => test(name) || test(`${name}s`))) found.push({ quantity, symbol, factor: Number(factor) });
    }
  }
  for (const [symbol, names] of Object.entries(TEMPERATURE)) {
    if ([symbol, ...names.split(' ').map((name) => name.replace(/_/g, ' '))].some(test)) found.push({ quantity: 'temperature', symbol, factor: 1 });
  }
  return found;
}

function plain(name) {
  return name
    .toLowerCase()
    .replace(/\bsq\.? /, 'square ')
    .replace(/\bcu\.? /, 'cubic ')
    .replace(/²/g, '2')
    .replace(/³/g, '3')
    .replace(/[-_.\s]/g, '')
    .replace(/metres/g, 'metre')
    .replace(/meters/g, 'meter')
    .replace(/(?<=[a-z]{3})s$/, '');
}

function toKelvin(value, symbol) {
  switch (symbol) {
    case '°C':
      return value + 273.15;
    case '°F':
      return ((value + 459.67) * 5) / 9;
    case '°R':
      return (value * 5) / 9;
    default:
      return value;
  }
}

function fromKelvin(kelvin, symbol) {
  if (kelvin < -1e-9) throw new Error('the temperature is below absolute zero');
  switch (symbol) {
    case '°C':
      return kelvin - 273.15;
    case '°F':
      return (kelvin * 9) / 5 - 459.67;
    case '°R':
      return (kelvin * 9) / 5;
    default:
      return kelvin;
  }
}

function shown(value) {
  const size = Math.abs(value);
  return String(size >= 1e15 || (size > 0 && size < 1e-6) ? Number(value.toPrecision(6)) : Number(value.toFixed(size >= 1 ? 6 : 10)));
}
