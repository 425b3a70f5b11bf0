/** Names of units by the quantity they measure, so that a value's unit is known when it is read. Lower case. */
const names: Readonly<Record<string, string>> = {
  length:
    'm metre metres meter meters|km kms kilometre kilometres kilometer kilometers|cm centimetre centimetres centimeter centimeters|mm millimetre millimetres millimeter millimeters|micrometre micrometres micrometer micrometers micron microns|nm nanometre nanometres nanometer nanometers|mi mile miles|yd yard yards|ft foot feet|inch inches|nautical_mile nautical_miles nmi|light_year light_years lightyears|furlong furlongs|fathom fathoms|league leagues',
  mass: 'kg kgs kilogram kilograms kilogramme kilogrammes kilo kilos|g gram grams|mg milligram milligrams|microgram micrograms|tonne tonnes metric_ton metric_tons|lb lbs pound pounds|oz ounce ounces|stone stones st|ton tons|carat carats',
  volume:
    'l litre litres liter liters|ml millilitre millilitres milliliter milliliters|cl centilitre centilitres centiliter centiliters|dl decilitre decilitres deciliter deciliters|m3 m³ cubic_metre cubic_metres cubic_meter cubic_meters|gal gallon gallons us_gallon us_gallons|imperial_gallon imperial_gallons uk_gallon uk_gallons|quart quarts|pint pints|imperial_pint imperial_pints|cup cups|fluid_ounce fluid_ounces fl_oz|tablespoon tablespoons tbsp|teaspoon teaspoons tsp|cubic_foot cubic_feet|cubic_inch cubic_inches|barrel barrels',
  area: 'm2 m² sqm square_metre square_metres square_meter square_meters|km2 km² square_kilometre square_kilometres square_kilometer square_kilometers|cm2 cm² square_centimetre square_centimetres square_centimeter square_centimeters|hectare hectares ha|acre acres|ft2 ft² sqft sq_ft square_foot square_feet|square_inch square_inches|square_yard square_yards|square_mile square_miles',
  speed:
    'm/s metres_per_second meters_per_second metre_per_second meter_per_second|km/h kmh kph kilometres_per_hour kilometers_per_hour kilometre_per_hour kilometer_per_hour|mph miles_per_hour mile_per_hour mi/h|knot knots|ft/s feet_per_second|mach',
  data: 'byte bytes|bit bits|kb kilobyte kilobytes|mb megabyte megabytes|gb gigabyte gigabytes|tb terabyte terabytes|pb petabyte petabytes|kib kibibyte kibibytes|mib mebibyte mebibytes|gib gibibyte gibibytes|tib tebibyte tebibytes|kilobit kilobits kbit|megabit megabits mbit|gigabit gigabits gbit',
  time: 's sec secs second seconds|ms millisecond milliseconds|microsecond microseconds|min mins minute minutes|h hr hrs hour hours|day days|week weeks|fortnight fortnights|month months|year years|decade decades|century centuries',
  energy:
    'j joule joules|kj kilojoule kilojoules|mj megajoule megajoules|wh watt_hour watt_hours|kwh kilowatt_hour kilowatt_hours kilowatt-hours|mwh megawatt_hours|cal calorie calories|kcal kilocalorie kilocalories|btu btus|electronvolt electronvolts ev',
  pressure:
    'pa pascal pascals|hpa hectopascal hectopascals|kpa kilopascal kilopascals|mpa megapascal megapascals|bar bars|mbar millibar millibars|atm atmosphere atmospheres|psi|mmhg torr',
  power: 'w watt watts|kw kilowatt kilowatts|mw megawatt megawatts|hp horsepower',
  angle: 'degree degrees deg|radian radians rad|gradian gradians|turn turns',
  temperature:
    'c °c celsius centigrade degrees_celsius degree_celsius degrees_c degrees_centigrade|f °f fahrenheit degrees_fahrenheit degree_fahrenheit degrees_f|k kelvin kelvins',
  currency:
    'usd us_dollars us_dollar dollars dollar|eur euro euros|gbp pounds_sterling british_pounds sterling|jpy yen|chf swiss_francs francs|cad canadian_dollars|aud australian_dollars|cny yuan|inr rupees|sek|nok|dkk|pln zloty',
};

interface UnitName {
  readonly name: string;
  readonly quantity: string;
  /** Spellings with the same id name the same unit. */
  readonly id: string;
}

const all: readonly UnitName[] = Object.entries(names)
  .flatMap(([quantity, lines]) =>
    lines.split('|').flatMap((line, at) => line.split(' ').map((name) => ({ name: name.replaceAll('_', ' '), quantity, id: `${quantity}${at}` }))),
  )
  .toSorted((a, b) => b.name.length - a.name.length);

/** A unit found in a text. */
export interface FoundUnit extends UnitName {
  /** As it stands in the text. */
  readonly text: string;
  readonly index: number;
  /** The number right before it. */
  readonly value?: number;
}

const pattern = new RegExp(
  String.raw`(?:(-?\d[\d,]*(?:\.\d+)?|-?\.\d+)\s*-?\s*)?(?<![\p{L}\d.])(${all.map((unit) => unit.name.replace(/[.*+?^$()|[\]\\/]/g, String.raw`\$&`)).join('|')})(?![\p{L}\d]|')`,
  'giu',
);
const attached = new RegExp(
  String.raw`(-?\d[\d,]*(?:\.\d+)?)(${all.map((unit) => unit.name.replace(/[.*+?^$()|[\]\\/]/g, String.raw`\$&`)).join('|')})(?![\p{L}\d]|')`,
  'giu',
);

/** All units named in a text, in order. Words of one or two letters count only beside a number or after to, in, into. */
export function unitsIn(text: string): readonly FoundUnit[] {
  const found = [...text.matchAll(pattern), ...text.matchAll(attached)].flatMap((match): FoundUnit[] => {
    const written = match[2] ?? '';
    const unit = all.find((candidate) => candidate.name === written.toLowerCase());
    if (unit === undefined) return [];
    const before = text.slice(0, match.index);
    if (match[1] === undefined && written.length <= 2 && !/(?:\b(?:to|in|into|as|many|from|of|or)|[("])\s*$/i.test(before)) return [];
    if (match[1] === undefined && /^(?:c|f|k|s|g|l|m|h|j|w)$/i.test(written) && !/\b(?:to|in|into|as|many|from)\s*$/i.test(before)) return [];
    return [{ ...unit, text: written, index: match.index, ...(match[1] === undefined ? {} : { value: Number(match[1].replaceAll(',', '')) }) }];
  });
  return found.filter((unit, at) => found.findIndex((other) => Math.abs(other.index - unit.index) < 2) === at).toSorted((a, b) => a.index - b.index);
}

/** A conversion that a text asks for: value and source unit, target unit of the same quantity. */
export interface Conversion {
  readonly value: number;
  readonly from: string;
  readonly to: string;
  readonly quantity: string;
}

/** Reads "26.2 miles to kilometres", "how many ml are 2 cups", or, with hints for the source, "42 to kilometres". */
export function conversionsIn(text: string, hints = ''): readonly Conversion[] {
  const units = unitsIn(/\d/.test(text) ? text : text.replace(/\b(?:an?|one)\s+(?=\p{L})/giu, '1 '));
  const sources = units.filter((unit) => unit.value !== undefined);
  const found = sources.flatMap((source): Conversion[] => {
    const target =
      units.find(
        (unit) =>
          unit.value === undefined &&
          unit.quantity === source.quantity &&
          unit.id !== source.id &&
          (unit.index > source.index || /\b(?:many|much|in)\s*$/i.test(text.slice(0, unit.index))),
      ) ?? units.find((unit) => unit.value === undefined && unit.quantity === source.quantity && unit.id !== source.id);
    return target === undefined || source.value === undefined ? [] : [{ value: source.value, from: source.text, to: target.text, quantity: source.quantity }];
  });
  if (found.length > 0) return found;
  const bare = /(?<![\p{L}\d.])-?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?/iu.exec(text);
  const plain = units.filter((unit) => unit.value === undefined);
  const target = plain.findLast((unit) => /\b(?:to|into|in|as)\s*$/i.test(text.slice(0, unit.index))) ?? plain.at(-1);
  if (bare === null || target === undefined || sources.length > 0) return [];
  const source =
    plain.find((unit) => unit.quantity === target.quantity && unit.id !== target.id) ??
    unitsIn(hints).find((unit) => unit.quantity === target.quantity && unit.id !== target.id);
  return source === undefined ? [] : [{ value: Number(bare[0].replaceAll(',', '')), from: source.text, to: target.text, quantity: target.quantity }];
}
