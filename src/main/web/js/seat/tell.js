// @ts-check
// Offers to tell a person at a seat who looks elsewhere when it is their turn.
import { setTells, tells } from '../turn-alert.js';

export function offerToTell() {
  const status = document.querySelector('[role=status].turn');
  if (!status || document.querySelector('main')?.dataset.ended !== undefined) return;
  const box = Object.assign(document.createElement('input'), { type: 'checkbox', checked: tells() });
  const label = Object.assign(document.createElement('label'), { className: 'tell' });
  const how = Object.assign(document.createElement('span'), { role: 'status' });
  label.append(box, ' Tell me when it is my turn');
  const line = document.createElement('p');
  line.append(label, ' ', how);
  status.after(line);
  box.onchange = async () => {
    how.textContent = await setTells(box.checked);
  };
}
