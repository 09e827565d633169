"""Work that comes again (nhiệm vụ theo chu kỳ): its rule, the turns made ahead, this turn and the last."""
