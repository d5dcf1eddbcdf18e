"""The measurements, held to what they say they measure."""
