// A worker may only serve the folder that it is served from, so this name stands beside /oasis; its code is built elsewhere.
importScripts("/assets/oasis_crm/frontend/sw.js");
