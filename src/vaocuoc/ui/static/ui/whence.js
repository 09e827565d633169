// "Từ đâu?": a link that opens its answer in a box beside the list. Without this, or where the answer does not come, the
// link leads to a page of its own. Inside [data-whence-cells] the cells' own links do so, their address with "tu-dau/".
"use strict";

const whence = document.createElement("dialog");
whence.id = "whence";
whence.setAttribute("aria-labelledby", "whence-title");

function whenceAddress(link) {
  const address = new URL(link.href);
  if (!("whence" in link.dataset)) address.pathname += "tu-dau/";
  return address;
}

document.addEventListener("click", async (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest("a[data-whence], [data-whence-cells] tbody td:not(.tot) a");
  if (!link) return;
  event.preventDefault();
  let told = "";
  try {
    const answer = await fetch(whenceAddress(link), { headers: { "HX-Request": "true" } });
    if (answer.ok && !answer.redirected) told = await answer.text();
  } catch {
    told = "";
  }
  if (!told) {
    location.assign(link.href);
    return;
  }
  if (!whence.isConnected) document.body.append(whence);
  whence.innerHTML = told;
  if (!whence.open) whence.showModal();
});
