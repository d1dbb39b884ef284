"""A time-stamping authority for pyHanko that answers without a network."""
import pathlib

from asn1crypto import cms, tsp
from pyhanko.sign.timestamps import TimeStamper

import keys


class Stamper(TimeStamper):
    def __init__(self, folder: pathlib.Path):
        super().__init__(include_nonce=False)
        self.identity = keys.Identity(folder, "trusted-tsa")

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        token = cms.ContentInfo.load(self.identity.token(req["message_imprint"]["hashed_message"].native))
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})
