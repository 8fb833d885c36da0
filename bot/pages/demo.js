// The demo's page: who holds which phone, the clock, the tray, a new start. The phones draw themselves (chat.js).

const { body } = document;
const shows = (name, within = document) => within.querySelector(`[data-shows=${name}]`);
const byId = (id) => document.getElementById(id);
const told = byId("told");
const phones = new Map([...document.querySelectorAll("[data-platform]")].map((phone) => [phone.dataset.platform, phone]));
const shown = new Set(); // the notices that are in the tray
let linked = {};
let today = "";

// Words that are there already are not said again: a screen reader would read them out.
function say(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

// Who holds which phone: part of the address, so that a reload changes nothing.

function hold(platform, who) {
  const phone = phones.get(platform);
  phone.querySelector("select").value = who;
  if (phone.dataset.who !== who) {
    phone.dataset.who = who;
    const chat = phone.querySelector("renluyen-chat");
    const next = chat.cloneNode(true);
    next.setAttribute("src", `/phones/${platform}/${who}`);
    chat.replaceWith(next);
    const address = new URL(location);
    address.searchParams.set(platform, who);
    history.replaceState(null, "", address);
  }
  describe(platform);
}

function describe(platform) {
  const phone = phones.get(platform);
  const known = Boolean(linked[platform]?.includes(phone.dataset.who));
  const [status, joins] = [phone.querySelector(".known"), phone.querySelector(".joins")];
  say(status, known ? status.dataset.on : status.dataset.off);
  say(joins, phone.querySelector("select").selectedOptions[0].dataset.joins);
  joins.hidden = known;
}

for (const [platform, phone] of phones) {
  const select = phone.querySelector("select");
  select.addEventListener("change", () => hold(platform, select.value));
}

// What the bot did meanwhile.

function show(state) {
  if (String(state.run) !== body.dataset.run) return location.assign("/");
  linked = state.linked;
  today = state.day;
  for (const name of ["time", "today"]) say(shows(name), state[name]);
  for (const button of document.querySelectorAll("[data-tomorrow]")) button.dataset.day = state.tomorrow;
  for (const button of document.querySelectorAll(".moments [data-day]")) button.disabled = button.dataset.day <= state.day;
  for (const mark of byId("mark").options) mark.disabled = Boolean(mark.value) && mark.value <= state.day;
  const day = byId("day");
  day.min = state.tomorrow;
  if (day.value < day.min) day.value = day.min;
  for (const platform of phones.keys()) describe(platform);
  if (byId("rehearsal").dataset.day !== state.day) byId("rehearsal").hidden = true;
  const news = state.tray.filter(({ id }) => !shown.has(id));
  for (const notice of news.reverse()) {
    shown.add(notice.id);
    byId("tray").prepend(drawn(notice));
    ring(notice);
  }
  byId("empty").hidden = shown.size > 0;
  byId("hint").hidden = shown.size === 0;
}

function drawn(notice) {
  const item = byId("notice").content.firstElementChild.cloneNode(true);
  const { channel } = phones.get(notice.platform).dataset;
  for (const [name, words] of Object.entries({ ...notice, channel })) {
    const place = shows(name, item);
    if (place) place.textContent = words;
  }
  item.dataset.platform = notice.platform;
  item.dataset.who = notice.who;
  item.querySelector("button").addEventListener("click", () => {
    hold(notice.platform, notice.who);
    phones.get(notice.platform).scrollIntoView({ block: "nearest", inline: "center" });
    phones.get(notice.platform).focus({ preventScroll: true });
  });
  return item;
}

// On a narrow screen one panel is in sight: its link says so, the others say where a message has arrived.

const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));

const sight = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const link = links.get(target.id);
      if (isIntersecting) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      const news = link.querySelector(".news");
      if (isIntersecting && news) news.textContent = "";
    }
  },
  { threshold: 0.6 },
);
for (const panel of document.querySelectorAll(".panel")) sight.observe(panel);

function ring({ platform, who }) {
  const link = links.get(platform);
  const news = link.querySelector(".news");
  if (!link.hasAttribute("aria-current")) news.textContent = news.dataset.one;
  phones.get(platform).classList.toggle("rings", phones.get(platform).dataset.who === who);
}

for (const phone of phones.values()) phone.addEventListener("animationend", () => phone.classList.remove("rings"));

const events = new EventSource("/events");
events.onmessage = (event) => {
  if (told.textContent === told.dataset.gone) told.textContent = "";
  show(JSON.parse(event.data));
};
events.onerror = () => {
  told.textContent = told.dataset.gone;
};

// The clock and a new start.

async function ask(address, what) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(what) });
  const { error = "", ...done } = await answer.json();
  told.textContent = error;
  return done;
}

for (const button of document.querySelectorAll(".clock button[data-day], .clock button[data-hours]")) {
  button.addEventListener("click", () => {
    const { day, hours } = button.dataset;
    told.textContent = told.dataset.going;
    ask("/clock", hours ? { hours: Number(hours) } : { day: day || byId("day").value || "-" });
  });
}

// What a day would bring, without going there.

byId("look").addEventListener("click", async () => {
  const rehearsal = byId("rehearsal");
  const { told: lead = "", people = [] } = await ask("/rehearsal", { day: byId("day").value || "-" });
  rehearsal.hidden = !lead;
  rehearsal.dataset.day = today;
  byId("ahead").textContent = lead;
  byId("foreseen").replaceChildren(...people.map(drawn));
});

byId("mark").addEventListener("change", ({ target }) => {
  if (target.value) byId("day").value = target.value;
});

byId("others").addEventListener("click", async ({ target }) => {
  const did = byId("did");
  const held = [...phones.values()].map((phone) => phone.dataset.who);
  target.setAttribute("aria-disabled", "true");
  did.textContent = did.dataset.working;
  did.textContent = (await ask("/others", { branch: byId("branch").value, held })).told ?? "";
  target.removeAttribute("aria-disabled");
});

byId("anew").addEventListener("click", () => byId("sure").showModal());
byId("no").addEventListener("click", () => byId("sure").close());
byId("yes").addEventListener("click", () => {
  byId("sure").close();
  told.textContent = told.dataset.anew;
  ask("/anew", {});
});

// A browser keeps six lines open to one address and a page needs four: the newest page has them.

const pages = new BroadcastChannel("renluyen-demo");
pages.postMessage("opened");
pages.onmessage = () => {
  events.close();
  for (const chat of document.querySelectorAll("renluyen-chat")) chat.remove();
  byId("elsewhere").showModal();
};
byId("here").addEventListener("click", () => location.reload());
byId("elsewhere").addEventListener("cancel", (event) => event.preventDefault());
