// Runs before the first paint, so that a chosen theme does not flash; the build puts it into each page, allowed by its
// hash. Browsers without light-dark() (before Chrome 123, Firefox 120, Safari 17.5) get one sentence.
(function () {
  var embedded = /[?&]theme=(light|dark)/.exec(location.search);
  var theme = embedded && embedded[1];
  try {
    theme = theme || JSON.parse(localStorage.getItem('drydock:settings')).state.theme;
  } catch {
    // nothing stored, or storage is blocked: follow the system
  }
  if (theme === 'light' || theme === 'dark') document.documentElement.style.colorScheme = theme;
  if (!(window.CSS && CSS.supports('color', 'light-dark(#000, #fff)'))) {
    document.addEventListener('DOMContentLoaded', function () {
      var note = document.createElement('p');
      note.setAttribute('role', 'alert');
      note.textContent =
        'This browser is too old for Drydock: Chrome 123, Firefox 120, Safari 17.5 or later show it as it is meant to be.';
      note.style.cssText = 'margin:0;padding:12px 16px;font:16px/1.5 sans-serif;background:#fff;color:#000';
      document.body.prepend(note);
    });
  }
})();
