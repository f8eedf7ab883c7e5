// @ts-check
// Shows the exact time to those who use no pointer: below the short one while that, or what it belongs to, has the
// focus: a row shows all of its times. A pointer gets each from its title.

const EDGE = 8;

/** The short times that a focused element stands for. @param {Element} focused @returns {HTMLElement[]} */
function timesOf(focused) {
  if (focused.matches('time[title]')) return [/** @type {HTMLElement} */ (focused)];
  const owner = focused.matches('a.cover, .card h2 a')
    ? focused.closest('.r, .card')
    : focused.matches('a.perma')
      ? focused.parentElement
      : null;
  return [...(owner?.querySelectorAll('time[title]') ?? [])].map((time) => /** @type {HTMLElement} */ (time));
}

function tooltip() {
  const found = document.getElementById('exact-time');
  if (found) return found;
  const made = Object.assign(document.createElement('div'), { id: 'exact-time', className: 'exact', role: 'tooltip' });
  made.popover = 'manual';
  document.body.append(made);
  return made;
}

/** @param {HTMLElement[]} times */
const lines = (times) =>
  times.length > 1
    ? times.map(({ title, dataset: { name } }) => (name ? `${name}: ${title}` : title)).join('\n')
    : times[0].title;

/** @param {HTMLElement[]} times at least one */
function show(times) {
  const tip = tooltip();
  tip.textContent = lines(times);
  tip.showPopover();
  const [at, size] = [times[0].getBoundingClientRect(), tip.getBoundingClientRect()];
  const below = at.bottom + EDGE / 2;
  const top = below + size.height < innerHeight ? below : at.top - size.height - EDGE / 2;
  // A time may be out of view while the row that it belongs to is not.
  tip.style.top = `${Math.max(EDGE, Math.min(top, innerHeight - size.height - EDGE))}px`;
  tip.style.left = `${Math.max(EDGE, Math.min(at.left, innerWidth - size.width - EDGE))}px`;
}

const hide = () => {
  const tip = document.getElementById('exact-time');
  if (tip?.matches(':popover-open')) tip.hidePopover();
};

addEventListener('focusin', ({ target }) => {
  const times = target instanceof Element ? timesOf(target) : [];
  if (times.length) show(times);
  else hide();
});
addEventListener('focusout', hide);
// It would stand still while what it belongs to moves away.
addEventListener('scroll', hide, { capture: true, passive: true });
addEventListener('keydown', (event) => event.key === 'Escape' && hide());
