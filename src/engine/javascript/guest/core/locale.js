// toLocaleString and its relatives in en-US without options; anything else is not simulated (there is no Intl).
function grouped(value) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '-∞';
  const [whole, fraction] = Math.abs(value).toFixed(3).split('.');
  const rest = fraction.replace(/0+$/, '');
  const sign = value < 0 && !(Number(whole) === 0 && rest === '') ? '-' : '';
  return `${sign}${whole.replace(/\B(?=(?:\d{3})+$)/g, ',')}${rest ? `.${rest}` : ''}`;
}

const plain = (locales, options) =>
  (locales === undefined || locales === 'en-US' || locales === 'en') && options === undefined;

function clock(date) {
  const hours = date.getHours();
  const pad = (value) => String(value).padStart(2, '0');
  return `${hours % 12 || 12}:${pad(date.getMinutes())}:${pad(date.getSeconds())} ${hours < 12 ? 'AM' : 'PM'}`;
}
const day = (date) => `${date.getMonth() + 1}/${date.getDate()}/${date.getFullYear()}`;

function define(prototype, name, say) {
  Object.defineProperty(prototype, name, {
    configurable: true,
    writable: true,
    value(locales, options) {
      if (!plain(locales, options)) internal.notSimulated(`${name} with a locale or options (Intl)`);
      return say(this);
    },
  });
}

module.exports = {
  install() {
    define(Number.prototype, 'toLocaleString', (value) => grouped(Number(value)));
    define(BigInt.prototype, 'toLocaleString', (value) => String(value).replace(/\B(?=(?:\d{3})+$)/g, ','));
    define(Date.prototype, 'toLocaleString', (date) => `${day(date)}, ${clock(date)}`);
    define(Date.prototype, 'toLocaleDateString', day);
    define(Date.prototype, 'toLocaleTimeString', clock);
    const plainOrder = String.prototype.localeCompare;
    Object.defineProperty(String.prototype, 'localeCompare', {
      configurable: true,
      writable: true,
      value(other, ...rest) {
        const [left, right] = [String(this), String(other)];
        const order = plainOrder.call(left.toLowerCase(), right.toLowerCase(), ...rest);
        if (order !== 0) return order < 0 ? -1 : 1;
        // ICU sorts small letters before capital ones.
        return left === right ? 0 : left < right ? 1 : -1;
      },
    });
  },
};
