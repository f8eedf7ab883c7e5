// Classic script, run before the first paint, so that a chosen theme does not flash.
(() => {
  try {
    const theme = localStorage.getItem('chitchat.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the system's preference counts then.
  }
  // Another tab chose.
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== 'chitchat.theme') return;
    if (newValue === 'light' || newValue === 'dark') document.documentElement.dataset.theme = newValue;
    else delete document.documentElement.dataset.theme;
  });
})();
