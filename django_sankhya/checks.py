"""System checks of the router and of the entity classes. None of them touches the network."""
