const weights = [8, 6, 4, 2, 3, 5, 9, 7];

/** Upper case, without the blanks people type. */
export function normalise(number) {
  return number.replaceAll(/\s/g, '').toUpperCase();
}

/** Checks an S10 number of the Universal Postal Union: two letters, eight digits, a check digit, a country. */
export function isValid(number) {
  const match = /^[A-Z]{2}(\d{8})(\d)[A-Z]{2}$/.exec(number);
  if (!match) return false;
  const sum = [...match[1]].reduce((total, digit, i) => total + Number(digit) * weights[i], 0);
  const rest = 11 - (sum % 11);
  return Number(match[2]) === (rest === 10 ? 0 : rest === 11 ? 5 : rest);
}
